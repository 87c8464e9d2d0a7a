// The RFQs of the own organisation as the buyer.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { rfxsPath, rfxTones, type Rfx } from './use-sourcing';

export function Component() {
  const text = useTexts(texts);
  const format = useFormat();
  const navigate = useNavigate();
  const { label, choice } = useLabels('rfx');
  const post = useCan()(permissions.source) && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void navigate('/rfqs/new')}>
      {text.newRfq}
    </Button>
  );
  const columns: Column<Rfx>[] = [
    {
      key: 'title',
      fields: ['number', 'title'],
      title: label('title'),
      heading: true,
      render: (row) => (
        <>
          <Link to={`/rfqs/${row.id}`}>{row.title}</Link>
          <span className="sub number">{row.number}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: label('status'),
      render: (row) => <Tag tone={rfxTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>,
    },
    { key: 'format', title: label('format'), render: (row) => choice('format', row.format) },
    {
      key: 'closes_at',
      title: label('closes_at'),
      sort: 'closes_at',
      render: (row) => format.instant(row.closes_at),
    },
    {
      key: 'bids',
      align: 'end',
      title: label('bids'),
      render: (row) => <span className="number">{row.bids}</span>,
    },
  ];
  return (
    <PageFrame title={text.rfqs} hint={text.rfqsHint} action={post}>
      <Panel>
        <EntityList
          path={rfxsPath}
          entity="rfx"
          columns={columns}
          filters={['status', 'format']}
          searchHint={text.searchRfqs}
          titleOf={(row) => row.title}
          empty={{ title: text.noRfqs, text: text.noRfqsHint, action: post }}
        />
      </Panel>
    </PageFrame>
  );
}
