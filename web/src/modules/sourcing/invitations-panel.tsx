// Whom the buyer has asked to bid, and asking more of them.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { createRow } from '@/kit/api';
import { EnterprisePicker, ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Panel, Tag } from '@/kit/page';
import { RowActions } from '@/kit/row-actions';
import { common } from '@/kit/texts/common';
import './sourcing.css';
import { texts } from './texts';
import { invitationsPath, invitationTones, isLive, type Rfx } from './use-sourcing';

type Kind = 'firm' | 'mail';

function InviteForm({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [kind, setKind] = useState<Kind>('firm');
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  const send = async (values: Values, key: string) => {
    const whom =
      kind === 'firm'
        ? { supplier_id: String(values.supplier_id) }
        : { email: String(values.email), company_name: String(values.company_name) };
    await createRow(invitationsPath, { rfx_id: rfx.id, ...whom }, key);
    void message.success(text.invited);
    form.resetFields();
    void queries.invalidateQueries({ queryKey: [invitationsPath] });
  };
  return (
    <div className="invite-form">
      {!isLive(rfx) && (
        <Segmented<Kind>
          value={kind}
          onChange={setKind}
          options={[
            { value: 'firm', label: text.inviteFirm },
            { value: 'mail', label: text.inviteMail },
          ]}
        />
      )}
      <ServerForm
        key={kind}
        form={form}
        initial={{}}
        fields={['supplier_id', 'email', 'company_name']}
        send={send}
        submitLabel={text.send}
        wide
      >
        {kind === 'firm' ? (
          <Form.Item name="supplier_id" label={text.firm} rules={needed(text.firm)}>
            <EnterprisePicker />
          </Form.Item>
        ) : (
          <div className="rfx-grid">
            <Form.Item name="company_name" label={text.companyName} rules={needed(text.companyName)}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="email" label={text.email} rules={needed(text.email)}>
              <Input type="email" maxLength={200} />
            </Form.Item>
          </div>
        )}
      </ServerForm>
    </div>
  );
}

export function InvitationsPanel({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const { choice } = useLabels('invitation');
  const list = useList(invitationsPath, { rfx_id: rfx.id, sort: '-id' });
  const mayInvite = rfx.status === 'draft' || rfx.status === 'published';
  if (!mayInvite && list.items.length === 0) return null;
  return (
    <Panel title={text.invitations} hint={text.invitationsHint}>
      <ul className="invitation-list">
        {list.items.map((one) => (
          <li key={one.id}>
            <span>
              {one.email ? (
                <>
                  {one.company_name} <small>{one.email}</small>
                </>
              ) : (
                <OrganisationName id={one.supplier_id} />
              )}
            </span>
            <Tag tone={invitationTones[one.status] ?? 'plain'}>{choice('status', one.status)}</Tag>
            <RowActions path={invitationsPath} entity="invitation" row={one} reasoned={new Set()} />
          </li>
        ))}
      </ul>
      {mayInvite && <InviteForm rfx={rfx} />}
    </Panel>
  );
}
