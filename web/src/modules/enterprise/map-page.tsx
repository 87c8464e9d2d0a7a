// Where the enterprises are: a map to go into, and what is made there.
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { chartColours } from '@/kit/chart/colours';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { allSeats, commonScope, gathered, levelOf, parentScope, RegionMap, regionNames } from '@/kit/map';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { CountBars, Figures } from '@/kit/chart/bars';
import { useStatistics } from '@/kit/statistics';
import { useThemeMode } from '@/kit/theme-mode';
import { texts } from './field-texts';
import './map.css';

const barsShown = 8;

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const mode = useThemeMode();
  const [search, setSearch] = useSearchParams();
  const everywhere = useStatistics('');
  const names = regionNames(language);
  const counts = useMemo(() => everywhere.data?.regions ?? [], [everywhere.data]);
  // Opens where the enterprises are; who goes up from there says so in the address.
  const asked = search.get('region');
  const scope = asked === null ? commonScope(counts) : names.has(asked) ? asked : '';
  const here = useStatistics(scope);
  // The custom properties follow the mode.
  // oxlint-disable-next-line react/exhaustive-deps
  const colours = useMemo(() => chartColours(), [mode]);
  if (everywhere.isPending)
    return (
      <PageFrame title={text.map}>
        <Loading lines={8} />
      </PageFrame>
    );
  if (everywhere.isError)
    return <ErrorState error={everywhere.error} onRetry={() => void everywhere.refetch()} />;
  const region = scope === '' ? text.country : (names.get(scope) ?? scope);
  const above = parentScope(scope, allSeats());
  const go = (code: string) => setSearch({ region: code });
  const press = (code: string) => {
    if (levelOf(scope) === 'prefecture' || !code.endsWith('00')) return;
    if (names.has(code)) go(code);
  };
  const number = (value: number) => formatNumber(value, language);
  const total = [...gathered(counts, scope).values()].reduce((sum, count) => sum + count, 0);
  const data = here.data ?? everywhere.data;
  return (
    <PageFrame title={text.map} hint={text.mapHint}>
      <div className="map-page">
        <Panel
          title={region}
          hint={text.mapNote}
          action={
            above !== null && (
              <button type="button" className="link" onClick={() => go(above)}>
                {text.back}
              </button>
            )
          }
        >
          <RegionMap
            scope={scope}
            counts={counts}
            colours={colours}
            label={text.mapLabel(region, number(total))}
            unit={text.unit}
            names={names}
            className="map"
            onPress={press}
          />
        </Panel>
        <div className="map-side">
          <Panel>
            <Figures
              figures={[
                { label: text.enterprises, value: number(data.enterprises) },
                { label: text.employees, value: number(data.employees) },
                { label: text.capabilities, value: number(data.capabilities) },
                { label: text.verified, value: number(data.certificates) },
              ]}
            />
            <p className="map-go">
              <Link to={scope === '' ? '/directory' : `/directory?region_code=${scope}`}>
                {text.seeEnterprises}
              </Link>
            </p>
          </Panel>
          {data.enterprises === 0 ? (
            <Panel>
              <EmptyState title={text.noneHere} text={text.noneHereHint} />
            </Panel>
          ) : (
            <>
              <Panel title={text.byProcess}>
                <CountBars counts={data.processes.slice(0, barsShown)} />
              </Panel>
              <Panel title={text.byIndustry}>
                <CountBars counts={data.industries.slice(0, barsShown)} />
              </Panel>
            </>
          )}
        </div>
      </div>
    </PageFrame>
  );
}
