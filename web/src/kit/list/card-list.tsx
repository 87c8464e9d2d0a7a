// A list for thumbs: a few tabs, a card for each row, and the rest of a long list on demand.
import type { ReactNode } from 'react';
import { useTexts } from '../i18n';
import { EmptyState, ErrorState, Loading, Panel } from '../page';
import { common } from '../texts/common';
import './card-list.css';
import type { ListPages } from './use-list';

export function CardTabs<T extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly (readonly [name: T, title: ReactNode])[];
  chosen: T;
  onChoose: (tab: T) => void;
}) {
  return (
    <div className="card-tabs" role="group" aria-label={label}>
      {tabs.map(([name, title]) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {title}
        </button>
      ))}
    </div>
  );
}

// `cards` are <li>.
export function CardList({
  pages,
  empty,
  cards,
}: {
  pages: ListPages;
  empty: { title: string; text: string };
  cards: readonly ReactNode[];
}) {
  const text = useTexts(common);
  return (
    <>
      {pages.isPending && <Loading lines={5} />}
      {pages.isError && <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isPending && !pages.isError && cards.length === 0 && (
        <Panel>
          <EmptyState {...empty} />
        </Panel>
      )}
      <ul className="cards">{cards}</ul>
      {pages.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {text.more}
        </button>
      )}
    </>
  );
}
