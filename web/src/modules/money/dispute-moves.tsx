// What a side of a dispute may do: state its case, propose how to split, and the moves of the state table.
import { App, Button, Form, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, asProblem, unwrap, type EscrowDispute } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { FenInput } from '@/kit/form/field-input';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { useEntityMeta } from '@/kit/meta';
import { useProblemTitle } from '@/kit/page';
import { useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { isUndecided } from './dispute-states';
import { texts } from './texts';

type Deed = 'state' | 'propose' | 'appeal';

function send(dispute: EscrowDispute, deed: Deed, values: Record<string, unknown>, key: string) {
  const params = { path: { id: dispute.id }, header: { 'Idempotency-Key': key } };
  if (deed === 'state')
    return api.POST('/api/v1/escrow-disputes/{id}/statements/actions', {
      params,
      body: { statement: String(values.statement) },
    });
  if (deed === 'propose')
    return api.POST('/api/v1/escrow-disputes/{id}/proposals/actions', {
      params,
      body: { to_supplier: Number(values.to_supplier) },
    });
  return api.POST('/api/v1/escrow-disputes/{id}/actions', {
    params,
    body: { action: 'appeal', reason: String(values.reason) },
  });
}

function DeedForm({ dispute, deed, onDone }: { dispute: EscrowDispute; deed: Deed; onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const name = { state: 'statement', propose: 'to_supplier', appeal: 'reason' }[deed];
  const label = { state: text.said, propose: text.toSupplier, appeal: text.reason }[deed];
  return (
    <ServerForm
      initial={{}}
      fields={[name]}
      send={async (values, key) => {
        await unwrap(send(dispute, deed, values, key));
        onDone();
      }}
      submitLabel={text[deed]}
    >
      <Form.Item name={name} label={label} rules={[{ required: true, message: words.required(label) }]}>
        {deed === 'propose' ? (
          <FenInput />
        ) : (
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={deed === 'state' ? 2000 : 500} />
        )}
      </Form.Item>
    </ServerForm>
  );
}

export function DisputeMoves({ dispute }: { dispute: EscrowDispute }) {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const session = useSession();
  const known = useEntityMeta('escrow_dispute')?.state_table?.actions ?? [];
  const [deed, setDeed] = useState<Deed | null>(null);
  const own = session.organisation.id;
  const isSide = dispute.organisation_id === own || dispute.supplier_id === own;
  if (!isSide || dispute.follows_subject) return null;
  const said = dispute.organisation_id === own ? dispute.buyer_statement : dispute.supplier_statement;
  const refresh = async () => {
    setDeed(null);
    await queries.invalidateQueries({ queryKey: ['/api/v1/escrows'] });
    await queries.invalidateQueries({ queryKey: ['/api/v1/escrow-disputes'] });
  };
  const act = async (action: string) => {
    try {
      await unwrap(
        api.POST('/api/v1/escrow-disputes/{id}/actions', {
          params: { path: { id: dispute.id } },
          body: { action },
        }),
      );
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await refresh();
  };
  const canAgree =
    isUndecided(dispute) &&
    dispute.proposed_to_supplier != null &&
    dispute.proposed_by_supplier !== (dispute.supplier_id === own);
  const canEscalate = dispute.status === 'open' || dispute.status === 'negotiation';
  const moves = [...(canAgree ? ['agree'] : []), ...(canEscalate ? ['escalate'] : [])];
  return (
    <>
      {!said && (isUndecided(dispute) || dispute.status === 'appealed') && (
        <Button size="small" onClick={() => setDeed('state')}>
          {text.state}
        </Button>
      )}
      {isUndecided(dispute) && (
        <Button size="small" onClick={() => setDeed('propose')}>
          {text.propose}
        </Button>
      )}
      {moves.map((name) => (
        <Button key={name} size="small" onClick={() => void act(name)}>
          {labelIn(known.find((entry) => entry.name === name)?.label ?? { zh: name, en: name }, language)}
        </Button>
      ))}
      {dispute.status === 'decided' && (
        <Button size="small" onClick={() => setDeed('appeal')}>
          {text.appeal}
        </Button>
      )}
      <Modal
        title={deed ? text[deed] : ''}
        open={deed !== null}
        onCancel={() => setDeed(null)}
        footer={null}
        destroyOnHidden
      >
        {deed && <DeedForm dispute={dispute} deed={deed} onDone={() => void refresh()} />}
      </Modal>
    </>
  );
}
