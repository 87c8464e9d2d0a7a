// Statements as cards: those with suppliers, those with customers; and proposing one.
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Form, Radio } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { createRow } from '@/kit/api';
import { EnterprisePicker, ServerForm } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Notice, PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './invoicing.css';
import { texts } from './texts';
import {
  receivedStatementsPath,
  statementsPath,
  statementTones,
  useRefresh,
  type Statement,
} from './use-invoicing';

const lists = { own: statementsPath, received: receivedStatementsPath } as const;
type Tab = keyof typeof lists;
const newest = { sort: '-id' };

function Card({ row, own }: { row: Statement; own: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('statement');
  return (
    <li>
      <Link className="inv-card" to={`/statements/${row.id}`}>
        <header>
          <h3>
            <OrganisationName id={own ? row.supplier_id : row.organisation_id} />
          </h3>
          <Tag tone={statementTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <footer>
          <span className="faint">{text.until(format.date(row.period_ends_on))}</span>
          <strong className="number">¥{formatFen(row.net_total + row.tax_total)}</strong>
        </footer>
      </Link>
    </li>
  );
}

function ProposeForm({ onDone }: { onDone: (id: string) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{ as_supplier: false }}
      fields={['partner_id', 'as_supplier']}
      submitLabel={text.propose}
      send={async (values, key) => {
        const made = await createRow(
          statementsPath,
          { partner_id: values.partner_id, as_supplier: values.as_supplier === true },
          key,
        );
        void message.success(text.proposed);
        refresh();
        onDone(made.id);
      }}
    >
      <Notice tone="info">{text.proposeHint}</Notice>
      <Form.Item name="as_supplier">
        <Radio.Group
          options={[
            { value: false, label: text.asBuyer },
            { value: true, label: text.asSupplier },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="partner_id"
        label={text.partner}
        rules={[{ required: true, message: words.required(text.partner) }]}
      >
        <EnterprisePicker />
      </Form.Item>
    </ServerForm>
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const navigate = useNavigate();
  const [proposing, setProposing] = useState(false);
  const [search, setSearch] = useSearchParams();
  const tabs: Tab[] = ['own', 'received'];
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? 'own';
  const list = useList(lists[chosen], newest);
  return (
    <PageFrame
      title={text.statements}
      hint={text.statementsHint}
      action={
        can(permissions.viewInvoicing) && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setProposing(true)}>
            {text.propose}
          </Button>
        )
      }
    >
      <CardTabs
        label={text.statements}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <CardList
        pages={list}
        empty={{ title: text.noStatements, text: text.noStatementsHint }}
        cards={list.items.map((row) => (
          <Card key={row.id} row={row} own={chosen === 'own'} />
        ))}
      />
      <Drawer
        title={text.propose}
        size={480}
        open={proposing}
        onClose={() => setProposing(false)}
        destroyOnHidden
      >
        <ProposeForm onDone={(id) => void navigate(`/statements/${id}`)} />
      </Drawer>
    </PageFrame>
  );
}
