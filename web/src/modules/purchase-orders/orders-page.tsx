// The purchase orders of the own organisation as the buyer.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat, useToday } from '@/kit/use-format';
import { texts } from './texts';
import { ordersPath, orderTones, type PurchaseOrder } from './use-purchase-orders';

// What is in force and should have come.
const running = ['confirmed', 'open', 'countered', 'issued'];

function useOverdue() {
  const [search, setSearch] = useSearchParams();
  const today = useToday();
  const isOn = search.get('overdue') === 'true';
  const set = (on: boolean) => {
    const next = new URLSearchParams(search);
    if (on) next.set('overdue', 'true');
    else next.delete('overdue');
    setSearch(next, { replace: true });
  };
  return { isOn, set, query: isOn ? { status: running, due_on_before: today } : {} };
}

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const overdue = useOverdue();
  const navigate = useNavigate();
  const { label, choice } = useLabels('purchase_order');
  const write = useCan()(permissions.purchase) && (
    <Button
      type="primary"
      size="large"
      icon={<PlusOutlined />}
      onClick={() => void navigate('/purchase-orders/new')}
    >
      {text.newOrder}
    </Button>
  );
  const columns: Column<PurchaseOrder>[] = [
    {
      key: 'title',
      fields: ['number', 'title'],
      title: label('title'),
      heading: true,
      render: (row) => (
        <>
          <Link to={`/purchase-orders/${row.id}`}>{row.title}</Link>
          <span className="sub number">{row.number}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: label('status'),
      render: (row) => <Tag tone={orderTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    {
      key: 'supplier_id',
      title: label('supplier_id'),
      render: (row) => <OrganisationName id={row.supplier_id} />,
    },
    {
      key: 'net_total',
      align: 'end',
      title: label('net_total'),
      render: (row) => <span className="number">¥{formatFen(row.net_total)}</span>,
    },
    {
      key: 'due_on',
      title: label('due_on'),
      sort: 'due_on',
      render: (row) => (row.due_on ? <span className="number">{format.date(row.due_on)}</span> : ''),
    },
  ];
  return (
    <PageFrame title={text.orders} hint={text.ordersHint} action={write}>
      <Panel>
        <EntityList
          path={ordersPath}
          entity="purchase_order"
          columns={columns}
          filters={overdue.isOn ? [] : ['status']}
          fixed={overdue.query}
          extra={() => (
            <Checkbox checked={overdue.isOn} onChange={(event) => overdue.set(event.target.checked)}>
              {text.overdueOnly}
            </Checkbox>
          )}
          searchHint={text.searchOrders}
          titleOf={(row) => row.title}
          empty={{ title: text.noOrders, text: text.noOrdersHint, action: write }}
        />
      </Panel>
    </PageFrame>
  );
}
