// What the whole app has to tell at its top: no network, a lost live connection, a new version, work under way.
import { useIsMutating } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useLiveStatus } from '@/kit/live';
import { useOnline, useQueue } from '@/kit/offline';
import { applyUpdate, useUpdateReady } from './service-worker';
import { texts } from './texts';

// A connection that comes back at once is nobody's business.
const patienceMs = 6_000;

function useLostConnection(): boolean {
  const status = useLiveStatus();
  const online = useOnline();
  const lost = online && status === 'closed';
  const [since, setSince] = useState<'fresh' | 'long'>('fresh');
  useEffect(() => {
    if (!lost) return;
    const timer = setTimeout(() => setSince('long'), patienceMs);
    return () => {
      clearTimeout(timer);
      setSince('fresh');
    };
  }, [lost]);
  return lost && since === 'long';
}

export function Notices({ follows }: { follows: boolean }) {
  const text = useTexts(texts);
  const online = useOnline();
  const lost = useLostConnection();
  const ready = useUpdateReady();
  return (
    <div className="top-notices" role="status">
      {!online && <p className="top-notice top-notice-bad">{text.offline}</p>}
      {follows && lost && <p className="top-notice">{text.disconnected}</p>}
      {ready && (
        <p className="top-notice">
          {text.newVersion}{' '}
          <button type="button" className="link" onClick={applyUpdate}>
            {text.reloadNow}
          </button>
        </p>
      )}
    </div>
  );
}

// A line at the top while a page is loaded or something is sent.
export function Progress() {
  const text = useTexts(texts);
  const navigation = useNavigation();
  const sending = useIsMutating();
  const { isSending } = useQueue();
  const busy = navigation.state !== 'idle' || sending > 0 || isSending;
  return busy ? <div className="progress" role="progressbar" aria-label={text.progress} /> : null;
}
