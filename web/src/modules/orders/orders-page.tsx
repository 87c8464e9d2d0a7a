// The orders of the own organisation as the buyer.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { SalesOrder } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { formatPieces } from './figures';
import './orders.css';
import { orderTones } from './states';
import { texts } from './texts';
import { ordersPath } from './use-orders';
import { useTitle } from './use-title';

// The board does not tell what has started.
type Tasks = Pick<SalesOrder, 'tasks_done' | 'tasks_total'> & Partial<Pick<SalesOrder, 'tasks_started'>>;

export function TaskBar({ order }: { order: Tasks }) {
  if (order.tasks_total === 0) return <span className="faint">—</span>;
  return (
    <span className="task-bar">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect
          className="task-bar-started"
          width={((order.tasks_started ?? order.tasks_done) / order.tasks_total) * 100}
          height="8"
        />
        <rect className="task-bar-done" width={(order.tasks_done / order.tasks_total) * 100} height="8" />
      </svg>
      <span className="number">
        {order.tasks_done} / {order.tasks_total}
      </span>
    </span>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const navigate = useNavigate();
  const mayBuy = useCan()(permissions.buy);
  const titleOf = useTitle();
  const { label, choice } = useLabels('sales_order');
  const post = mayBuy && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void navigate('/orders/new')}>
      {text.postNeed}
    </Button>
  );
  const columns: Column<SalesOrder>[] = [
    {
      key: 'title',
      fields: ['number', 'title'],
      title: label('title'),
      heading: true,
      render: (row) => (
        <>
          <Link to={`/orders/${row.id}`}>{titleOf(row)}</Link>
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
      key: 'quantity',
      align: 'end',
      title: label('quantity'),
      render: (row) => <span className="number">{formatPieces(row.quantity, language)}</span>,
    },
    {
      key: 'due_on',
      title: label('due_on'),
      sort: 'due_on',
      render: (row) => <span className="number">{format.date(row.due_on)}</span>,
    },
    {
      key: 'promise_at',
      title: label('promise_at'),
      render: (row) => (row.promise_at ? <span className="number">{format.date(row.promise_at)}</span> : '—'),
    },
    { key: 'tasks_done', title: text.progress, render: (row) => <TaskBar order={row} /> },
    {
      key: 'price',
      align: 'end',
      title: label('price'),
      render: (row) => (row.price > 0 ? <span className="number">¥{formatFen(row.price)}</span> : '—'),
    },
  ];
  return (
    <PageFrame title={text.orders} hint={text.ordersHint} action={post}>
      <Panel>
        <EntityList
          path={ordersPath}
          entity="sales_order"
          columns={columns}
          filters={['status']}
          searchHint={text.searchOrders}
          titleOf={(row) => row.title}
          empty={{ title: text.noOrders, text: text.noOrdersHint, action: post }}
        />
      </Panel>
    </PageFrame>
  );
}
