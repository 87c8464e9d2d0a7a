// Who can do this: a question, the machines that can in the order of their score, why the others cannot, and a map.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, unwrap, type CapacitySearch } from '@/kit/api';
import { chartColours } from '@/kit/chart/colours';
import { useReference } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { commonScope, RegionMap, regionNames } from '@/kit/map';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { useStatistics } from '@/kit/statistics';
import { useThemeMode } from '@/kit/theme-mode';
import { useFormat } from '@/kit/use-format';
import { Candidates } from './candidates';
import './capacity.css';
import { SearchForm } from './search-form';
import { queryOf, questionIn, type Question } from './search-question';
import { texts } from './texts';

const shownOnMap = 40;

function useCandidates(question: Question) {
  const [now] = useState(() => new Date());
  const place = useReference('/api/v1/regions', question.region);
  const query = queryOf(question, place, now);
  return useInfiniteQuery({
    queryKey: ['/api/v1/capacity-search', query],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/capacity-search', {
          params: { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: query !== null && (!question.region || place !== undefined),
  });
}

function Map({ pages }: { pages: readonly CapacitySearch[] }) {
  const text = useTexts(texts);
  const mode = useThemeMode();
  const { language } = useLanguage();
  const names = regionNames(language);
  const everywhere = useStatistics('');
  const counts = useMemo(() => everywhere.data?.regions ?? [], [everywhere.data]);
  // The custom properties follow the mode.
  // oxlint-disable-next-line react/exhaustive-deps
  const colours = useMemo(() => chartColours(), [mode]);
  const pulses = useMemo(
    () =>
      pages
        .flatMap((page) => page.items)
        .filter((item) => item.refusals.length === 0)
        .slice(0, shownOnMap)
        .flatMap((item) =>
          typeof item.longitude === 'number' && typeof item.latitude === 'number'
            ? [{ name: item.workshop_name, longitude: item.longitude, latitude: item.latitude }]
            : [],
        ),
    [pages],
  );
  return (
    <Panel title={text.map} hint={text.mapNote}>
      {everywhere.data ? (
        <RegionMap
          scope={commonScope(counts)}
          counts={counts}
          colours={colours}
          label={text.map}
          unit={text.unit}
          names={names}
          pulses={pulses}
          className="capacity-map"
        />
      ) : (
        <Loading lines={6} />
      )}
    </Panel>
  );
}

function WhyNot({ result }: { result: CapacitySearch }) {
  const text = useTexts(texts);
  const { choice } = useLabels('refusal_count');
  if (result.refused.length === 0) return null;
  return (
    <p className="row why-not">
      <span className="faint">{text.whyNot}</span>
      {[...result.refused]
        .sort((a, b) => b.machines - a.machines)
        .map((one) => (
          <Tag key={one.refusal} tone="plain">
            {choice('refusal', one.refusal)} {one.machines}
          </Tag>
        ))}
    </p>
  );
}

function Result({ question }: { question: Question }) {
  const text = useTexts(texts);
  const format = useFormat();
  const found = useCandidates(question);
  if (!question.process) {
    return (
      <Panel>
        <EmptyState title={text.choose} text={text.chooseHint} />
      </Panel>
    );
  }
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const [first] = found.data?.pages ?? [];
  if (!first || !found.data) {
    return (
      <Panel>
        <Loading lines={8} />
      </Panel>
    );
  }
  return (
    <div className="capacity-result">
      <Panel title={text.result(format.number(first.able) || '0', format.number(first.known) || '0')}>
        <WhyNot result={first} />
        {first.items.length === 0 && <EmptyState title={text.nobody} text={text.nobodyHint} />}
        {found.data.pages.map((page, i) => {
          const before = found.data.pages.slice(0, i).reduce((count, one) => count + one.items.length, 0);
          return <Candidates key={before} items={page.items} first={before + 1} />;
        })}
        {found.hasNextPage && (
          <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {text.more}
          </Button>
        )}
      </Panel>
      <Map pages={found.data.pages} />
    </div>
  );
}

export function Component() {
  const text = useTexts(texts);
  const [params, setParams] = useSearchParams();
  const question = questionIn(params);
  return (
    <PageFrame title={text.search} hint={text.searchHint}>
      <Panel>
        <SearchForm question={question} onAsk={(asked) => setParams(asked)} />
      </Panel>
      <Result question={question} />
    </PageFrame>
  );
}
