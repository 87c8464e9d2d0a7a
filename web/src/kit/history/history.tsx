// What happened to one record, from the audit trail; for those who may read it.
import { Button } from 'antd';
import { useLanguage, useTexts } from '../i18n';
import { useList } from '../list/use-list';
import type { EntityMeta } from '../meta';
import { EmptyState, ErrorState, Loading, Panel } from '../page';
import { permissions } from '../permissions';
import { useCan } from '../session';
import { common } from '../texts/common';
import { detailTexts } from '../texts/detail';
import { useFormat } from '../use-format';
import { Actor } from './actor';
import { EventData } from './event-data';
import { eventLabel } from './event-label';

export function History({ entity, id }: { entity: EntityMeta; id: string }) {
  const text = useTexts(detailTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const format = useFormat();
  const mayRead = useCan()(permissions.viewAudit);
  const events = useList(
    '/api/v1/events',
    { entity: entity.name, entity_id: id, sort: '-sequence' },
    mayRead,
  );
  if (!mayRead) return null;
  return (
    <Panel title={text.history} hint={text.historyHint}>
      {events.isPending && <Loading />}
      {events.isError && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && events.items.length === 0 && <EmptyState title={text.noHistory} />}
      <ol className="history">
        {events.items.map((event) => (
          <li key={event.sequence}>
            <details>
              <summary>
                <strong>{eventLabel(event.event, [entity], language)}</strong>{' '}
                <span className="faint">
                  <Actor event={event} /> · <span className="number">{format.instant(event.at)}</span>
                </span>
              </summary>
              <EventData entity={entity} deed={event.event.split('.')[1] ?? ''} data={event.data} />
            </details>
          </li>
        ))}
      </ol>
      {events.hasNextPage && (
        <Button onClick={() => void events.fetchNextPage()} loading={events.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
    </Panel>
  );
}
