// All notifications of a person, and which kinds he wants.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { api, asProblem, unwrap, type NotificationKind } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { EmptyState, ErrorState, Loading, PageFrame, Panel, useProblemTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { NotificationList } from './notification-list';
import { texts } from './texts';
import { useMarkAllRead } from './use-notifications';

const preferencesKey = ['/api/v1/notification-preferences'];

function Kinds() {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const preferences = useQuery({
    queryKey: preferencesKey,
    queryFn: () => unwrap(api.GET('/api/v1/notification-preferences')),
  });
  const change = useMutation({
    mutationFn: (muted: string[]) =>
      unwrap(api.POST('/api/v1/notification-preferences', { body: { muted } })),
    onSuccess: (changed) => {
      queries.setQueryData(preferencesKey, changed);
      void message.success(text.saved);
    },
    onError: (error) => void message.error(titleOf(asProblem(error))),
  });
  if (preferences.isPending) return <Loading lines={4} />;
  if (preferences.isError) return <ErrorState error={preferences.error} />;
  const { kinds } = preferences.data;
  const toggle = (kind: NotificationKind) =>
    change.mutate(
      kinds.filter(({ event, muted }) => (event === kind.event ? !muted : muted)).map(({ event }) => event),
    );
  return (
    <div className="kinds">
      {kinds.map((kind) => (
        <label key={kind.event}>
          <input
            type="checkbox"
            checked={!kind.muted}
            disabled={change.isPending}
            onChange={() => toggle(kind)}
          />
          {kind.title}
        </label>
      ))}
    </div>
  );
}

type Address = Parameters<typeof NotificationList>[0]['addressOf'];

export function NotificationsPage({ addressOf }: { addressOf: Address }) {
  const text = useTexts(texts);
  const shared = useTexts(common);
  const [search, setSearch] = useSearchParams();
  const onlyUnread = search.get('show') === 'unread';
  const list = useList('/api/v1/notifications', onlyUnread ? { unread: 'true' } : {});
  const readAll = useMarkAllRead();
  return (
    <PageFrame
      title={text.title}
      hint={text.hint}
      action={<Button onClick={() => readAll.mutate()}>{text.readAll}</Button>}
    >
      <Panel>
        <Segmented
          value={onlyUnread ? 'unread' : 'all'}
          onChange={(value) => setSearch(value === 'unread' ? { show: 'unread' } : {}, { replace: true })}
          options={[
            { value: 'all', label: text.all },
            { value: 'unread', label: text.onlyUnread },
          ]}
        />
        {list.isPending ? (
          <Loading lines={6} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.items.length === 0 ? (
          <EmptyState
            title={onlyUnread ? text.noneUnread : text.none}
            text={onlyUnread ? text.noneUnreadHint : text.noneHint}
          />
        ) : (
          <NotificationList items={list.items} addressOf={addressOf} />
        )}
        {list.hasNextPage && (
          <div className="rows-end">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {shared.more}
            </Button>
          </div>
        )}
      </Panel>
      <Panel title={text.settings} hint={text.settingsHint}>
        <Kinds />
      </Panel>
    </PageFrame>
  );
}
