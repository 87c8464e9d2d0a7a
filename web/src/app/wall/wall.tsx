// The big screen: the cluster now, on 1920 by 1080 or 3840 by 2160 pixels, for days. Everything is measured in a unit that
// grows with the screen; only what has changed is drawn again.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { chartColours, type ChartColours } from '@/kit/chart/colours';
import { useDemonstration } from '@/kit/demonstration';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { allSeats, commonScope, levelOf, parentScope, RegionMap, regionNames } from '@/kit/map';
import { usePageTitle } from '@/kit/page';
import { useActivity, useStatistics } from '@/kit/statistics';
import { useFormat } from '@/kit/use-format';
import { useWakeLock } from '@/kit/wake-lock';
import { WallActivity, usePulses } from './activity';
import { KindChart, MonthChart, RankChart } from './charts';
import { Clock } from './clock';
import { texts } from './texts';
import { useScale } from './screen';
import './wall.css';

const refreshMs = 5_000;
const activityShown = 12;

function Head() {
  const text = useTexts(texts);
  const { sign_ins } = useDemonstration();
  return (
    <header className="wall-head">
      <div>
        <h1>{text.title}</h1>
        <p>
          {text.subtitle}
          {sign_ins.length > 0 && <span className="wall-mark">{text.demonstration}</span>}
        </p>
      </div>
      <Clock />
    </header>
  );
}

function useWallKeys(onBack: () => void) {
  const back = useRef(onBack);
  // In the commit itself: whoever sees the new view may already press a key.
  useLayoutEffect(() => {
    back.current = onBack;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') back.current();
      if (event.key === 'f' || event.key === 'F') toggleFull();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function toggleFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}

function Totals({ region }: { region: string }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { data } = useStatistics(region, refreshMs);
  const figures = [
    [text.enterprises, data?.enterprises],
    [text.employees, data?.employees],
    [text.sites, data?.sites],
    [text.capabilities, data?.capabilities],
    [text.certificates, data?.certificates],
  ] as const;
  return (
    <dl className="wall-totals">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{value === undefined ? '—' : formatNumber(value, language)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Middle({ scope, colours, scale, onGo }: MiddleProps) {
  const text = useTexts(texts);
  const names = regionNames(useLanguage().language);
  const everywhere = useStatistics('', refreshMs);
  const pulses = usePulses(useActivity(activityShown, refreshMs).data);
  const counts = everywhere.data?.regions;
  const region = scope === '' ? text.country : (names.get(scope) ?? scope);
  const above = parentScope(scope, allSeats());
  const press = (code: string) => {
    if (levelOf(scope) !== 'prefecture' && code.endsWith('00') && names.has(code)) onGo(code);
  };
  return (
    <section className="wall-middle">
      <Totals region={scope} />
      <div className="wall-place">
        <h2>{region}</h2>
        {above !== null && (
          <button type="button" className="wall-button" onClick={() => onGo(above)}>
            {text.back}
          </button>
        )}
      </div>
      {counts && (
        <RegionMap
          scope={scope}
          counts={counts}
          colours={colours}
          label={text.mapLabel(region)}
          unit={text.unit}
          names={names}
          scale={scale}
          pulses={pulses}
          className="wall-map"
          onPress={press}
        />
      )}
      <p className="wall-note">{text.mapNote}</p>
    </section>
  );
}
type MiddleProps = { scope: string; colours: ChartColours; scale: number; onGo: (code: string) => void };

function Foot({ at, failed }: { at: number; failed: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const time = at === 0 ? '' : format.time(at);
  return (
    <footer className="wall-foot">
      <span className={failed ? 'wall-stale' : undefined}>
        {at === 0 ? (failed ? text.failed : '') : failed ? text.stale(time) : text.updated(time)}
      </span>
      <span className="wall-ways">
        <button type="button" className="wall-button" onClick={toggleFull}>
          {text.full}
        </button>
        <Link to="/" className="wall-button">
          {text.close}
        </Link>
      </span>
    </footer>
  );
}

export function Component() {
  const text = useTexts(texts);
  usePageTitle(text.subtitle);
  useWakeLock();
  const scale = useScale();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const frame = useRef<HTMLDivElement>(null);
  const [colours, setColours] = useState<ChartColours>();
  useEffect(() => {
    if (frame.current) setColours(chartColours(frame.current));
  }, []);
  const everywhere = useStatistics('', refreshMs);
  const asked = search.get('region');
  const start = useMemo(() => commonScope(everywhere.data?.regions ?? []), [everywhere.data?.regions]);
  const scope = asked === null ? start : regionNames('zh').has(asked) ? asked : '';
  const { data } = useStatistics(scope, refreshMs);
  const activity = useActivity(activityShown, refreshMs);
  useWallKeys(() => {
    const above = parentScope(scope, allSeats());
    if (asked !== null && asked !== start && above !== null) setSearch({ region: above });
    else void navigate('/');
  });
  return (
    <div className="wall" ref={frame}>
      <Head />
      {colours && (
        <div className="wall-body">
          <div className="wall-side">
            <RankChart title={text.byProcess} shares={data?.processes} colours={colours} scale={scale} />
            <RankChart title={text.byIndustry} shares={data?.industries} colours={colours} scale={scale} />
          </div>
          <Middle
            scope={scope}
            colours={colours}
            scale={scale}
            onGo={(code) => setSearch({ region: code })}
          />
          <div className="wall-side">
            <WallActivity items={activity.data} />
            <KindChart title={text.byKind} shares={data?.certificate_kinds} colours={colours} scale={scale} />
            <MonthChart title={text.byMonth} shares={data?.months} colours={colours} scale={scale} />
          </div>
        </div>
      )}
      <Foot at={everywhere.dataUpdatedAt} failed={everywhere.isError} />
    </div>
  );
}
