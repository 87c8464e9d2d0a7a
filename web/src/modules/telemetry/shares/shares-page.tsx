// What is shared with whom, and what others share with us.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { DeviceShare } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import '../telemetry.css';
import { ShareForm } from './share-form';
import { receivedSharesPath, sharesPath, stateOf, stateTones } from './share-state';
import { shareTexts } from './share-texts';

function ShareList({ received }: { received: boolean }) {
  const text = useTexts(shareTexts);
  const format = useFormat();
  const { label } = useLabels('device_share');
  const [now] = useState(() => Date.now());
  const columns: Column<DeviceShare>[] = [
    {
      key: 'title',
      title: label('title'),
      heading: true,
      render: (row) => (
        <>
          <Link to={`/device-shares/${row.id}`}>{row.title}</Link>
          <span className="sub">
            <OrganisationName id={received ? row.organisation_id : row.partner_id} />
          </span>
        </>
      ),
    },
    {
      key: 'state',
      fields: ['from_at', 'until_at', 'revoked_at'],
      title: text.state,
      render: (row) => {
        const state = stateOf(row, now);
        return <Tag tone={stateTones[state]}>{text[state]}</Tag>;
      },
    },
    {
      key: 'devices',
      title: label('devices'),
      render: (row) =>
        text.counted(
          row.devices.length,
          row.devices.reduce((sum, { points }) => sum + points.length, 0),
        ),
    },
    { key: 'from_at', title: label('from_at'), render: (row) => format.instant(row.from_at) },
    { key: 'until_at', title: label('until_at'), render: (row) => format.instant(row.until_at) },
  ];
  return (
    <EntityList
      path={received ? receivedSharesPath : sharesPath}
      entity="device_share"
      columns={columns}
      filters={[]}
      sortDefault="-from_at"
      titleOf={(row) => row.title}
      empty={received ? { title: text.noReceived } : { title: text.noGiven, text: text.noGivenHint }}
    />
  );
}

export function Component() {
  const text = useTexts(shareTexts);
  const navigate = useNavigate();
  const mayShare = useCan()(permissions.shareTelemetry);
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const tab = search.get('tab') === 'received' ? 'received' : 'given';
  return (
    <PageFrame
      title={text.shares}
      hint={text.sharesHint}
      action={
        mayShare && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        )
      }
    >
      <Panel>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch(key === 'received' ? { tab: 'received' } : {})}
          destroyOnHidden
          items={[
            { key: 'given', label: text.given, children: <ShareList received={false} /> },
            { key: 'received', label: text.received, children: <ShareList received /> },
          ]}
        />
      </Panel>
      <Drawer title={text.addTitle} size={560} open={adding} onClose={() => setAdding(false)} destroyOnHidden>
        <ShareForm onSaved={(share) => void navigate(`/device-shares/${share.id}`)} />
      </Drawer>
    </PageFrame>
  );
}
