// A screen on the wall: nothing but its panels, on 1920 by 1080 or 3840 by 2160 pixels, for days.
import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { ErrorState, Loading, usePageTitle } from '@/kit/page';
import { useWakeLock } from '@/kit/wake-lock';
import '../telemetry.css';
import { ScreenGrid } from './screen-grid';
import './screens.css';
import { screenTexts } from './screen-texts';
import { useScreen } from './use-screen';

function toggleFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}

export function Component() {
  const text = useTexts(screenTexts);
  const navigate = useNavigate();
  const id = useParams().id ?? '';
  const screen = useScreen(id);
  usePageTitle(screen.data?.name ?? text.untitled);
  useWakeLock();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.fullscreenElement) void navigate(`/screens/${id}`);
      if (event.key === 'f' || event.key === 'F') toggleFull();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, id]);
  return (
    <main className="screen-wall screen-dark">
      {screen.isPending && <Loading lines={8} />}
      {screen.isError && <ErrorState error={screen.error} onRetry={() => void screen.refetch()} />}
      {screen.data && (
        <>
          <header className="screen-head">
            <h1>{screen.data.name}</h1>
            <span className="screen-ways">
              <button type="button" onClick={toggleFull}>
                {text.fullScreenKey}
              </button>
              <button type="button" onClick={() => void navigate(`/screens/${id}`)}>
                {text.close}
              </button>
            </span>
          </header>
          <ScreenGrid panels={screen.data.panels} />
        </>
      )}
    </main>
  );
}
