// The answer to an invitation by its mailed link: no account, one page, on a phone as well.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useLocation } from 'react-router';
import { api, asProblem, unwrap } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EmptyPage, EmptyState, Loading, Notice, PageFrame, useProblemTitle } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { linkPort } from './bid-port';
import { OwnBid } from './own-bid';
import { RfxLines } from './rfx-lines';
import './sourcing.css';
import { texts } from './texts';
import type { LinkView } from './use-sourcing';

const viewPath = '/api/v1/invitation-links/views';
const tokenOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';

function Decline({ token }: { token: string }) {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const send = async () => {
    try {
      await unwrap(api.POST('/api/v1/invitation-links/actions', { body: { token, action: 'decline' } }));
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    void queries.invalidateQueries({ queryKey: [viewPath] });
  };
  return <Button onClick={() => void send()}>{text.declineInvitation}</Button>;
}

function Answer({ token, view }: { token: string; view: LinkView }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { rfx, bid } = view;
  if (view.invitation_status === 'declined')
    return <EmptyState title={text.declined} text={text.declinedHint} />;
  return (
    <>
      <Notice tone="info">
        {text.answerIntro(view.company_name, format.instant(rfx.closes_at))} {text.serverRules}
      </Notice>
      <RfxLines rfx={rfx} />
      <OwnBid
        key={`${bid?.status ?? ''}${bid?.version ?? ''}`}
        rfx={rfx}
        bid={bid ?? null}
        port={linkPort(token, view.bidder)}
      />
      {!bid && rfx.status === 'published' && <Decline token={token} />}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const token = tokenOf(useLocation().hash);
  const view = useQuery({
    queryKey: [viewPath, token],
    queryFn: () => unwrap(api.POST(viewPath, { body: { token } })),
    enabled: token !== '',
    retry: false,
  });
  return (
    <main className="answer-page">
      {token === '' || view.isError ? (
        <EmptyPage title={text.linkInvalid} text={text.linkInvalidHint} />
      ) : !view.data ? (
        <Loading lines={8} />
      ) : (
        <PageFrame title={view.data.rfx.title} hint={text.invitedBy(view.data.buyer_name)}>
          <Answer token={token} view={view.data} />
        </PageFrame>
      )}
    </main>
  );
}
