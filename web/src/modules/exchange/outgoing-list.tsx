// What others have written to us, for our own program: each with how it stands, its page and its file. Programs fetch
// by the same address, in order; whoever missed one fetches it here again.
import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, asProblem, download, fetchPage, unwrap, type Answer } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { LinkButton } from '@/kit/link-button';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, Notice, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './exchange.css';
import { pageOf, useKindName } from './kinds';
import { texts } from './texts';

const path = '/api/v1/outgoing-documents';
type Outgoing = Answer<typeof path, 'get'>['documents'][number];

// The file; what could not be fetched is asked for again by the same button.
function Fetch({ document }: { document: Outgoing }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const kindName = useKindName();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const fetchFile = async () => {
    setState('busy');
    try {
      await download(document.path, {});
      setState('idle');
    } catch (error) {
      setState('failed');
      void message.error(titleOf(asProblem(error)));
    }
  };
  const label = state === 'failed' ? text.retry : text.download;
  return (
    <Button
      icon={<DownloadOutlined />}
      danger={state === 'failed'}
      loading={state === 'busy'}
      aria-label={`${label} ${kindName(document.kind)} ${document.number}`}
      onClick={() => void fetchFile()}
    >
      {label}
    </Button>
  );
}

function Card({ document }: { document: Outgoing }) {
  const format = useFormat();
  const kindName = useKindName();
  const { choice } = useLabels(document.entity);
  const page = pageOf(document.entity, document.entity_id);
  const name = kindName(document.kind);
  return (
    <li className="out-card">
      <header>
        <h3>{page ? <Link to={page}>{name}</Link> : name}</h3>
        <Tag tone="plain">{choice('status', document.status)}</Tag>
      </header>
      <span className="mono">{document.number}</span>
      <footer>
        <span className="faint">
          {document.sender}
          <br />
          <time dateTime={document.at} className="number">
            {format.instant(document.at)}
          </time>
        </span>
        <Fetch document={document} />
      </footer>
    </li>
  );
}

// When a key that may read documents was used last: whether the connector runs.
function Connector() {
  const text = useTexts(texts);
  const format = useFormat();
  const may = useCan()(permissions.viewApiKeys);
  const keys = useQuery({
    queryKey: ['/api/v1/api-keys', 'connector'],
    queryFn: () => fetchPage('/api/v1/api-keys', { limit: 200 }),
    enabled: may,
  });
  if (!may || !keys.data) return null;
  const connectors = keys.data.items.filter((key) => key.permissions.includes('exchange.read'));
  const latest = connectors
    .map((key) => key.last_used_at)
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  if (connectors.length === 0)
    return (
      <Notice tone="info" title={text.noConnector}>
        <p>{text.noConnectorHint}</p>
        <LinkButton to="/api-keys">{text.toKeys}</LinkButton>
      </Notice>
    );
  return (
    <Notice tone={latest ? 'good' : 'warning'}>
      {latest ? text.connectorRan(format.instant(latest)) : text.connectorNever}
    </Notice>
  );
}

export function OutgoingList() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const list = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam }) =>
      unwrap(api.GET(path, { params: { query: { newest: 'true', after: String(pageParam) } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.has_more ? page.sequence : undefined),
  });
  // What was told several times is one file, as it stands.
  const told = (list.data?.pages ?? []).flatMap((page) => page.documents);
  const documents = [...new Map(told.map((one) => [one.path, one])).values()];
  return (
    <div className="stack">
      <Connector />
      {list.isPending && <Loading lines={5} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && documents.length === 0 && (
        <Panel>
          <EmptyState title={text.noOutgoing} text={text.noOutgoingText} />
        </Panel>
      )}
      <ul className="cards">
        {documents.map((document) => (
          <Card key={document.path} document={document} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
