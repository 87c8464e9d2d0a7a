// Circles: those that one leads, those that one is in or is asked into, and how local one's purchases are.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { EntityForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import './circles.css';
import { LocalContentPanel } from './local-content-panel';
import { texts } from './texts';
import { circlesPath, memberTones, membershipsPath, membersPath, shownIn, useRefresh } from './use-circles';

const main: ReadonlySet<string> = new Set(['accept']);

function Own() {
  const text = useTexts(texts);
  const list = useList(circlesPath, { sort: 'name' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.none, text: text.noneHint }}
      cards={list.items.map((row) => (
        <li key={row.id}>
          <Link className="circle-card" to={`/circles/${row.id}`}>
            <h3>{row.name}</h3>
            <span className="sub faint">{row.description ?? ''}</span>
          </Link>
        </li>
      ))}
    />
  );
}

function Joined() {
  const text = useTexts(texts);
  const { choice } = useLabels('circle_member');
  const list = useList(membershipsPath, { sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noneJoined, text: text.noneJoinedHint }}
      cards={list.items.map((row) => (
        <li key={row.id} className="circle-card">
          <header>
            <h3>{row.circle_name}</h3>
            <Tag tone={memberTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
          </header>
          <OrganisationName id={row.organisation_id} />
          <RowActions
            path={membersPath}
            entity="circle_member"
            row={row}
            size="middle"
            main={main}
            shownIn={shownIn}
          />
        </li>
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const refresh = useRefresh();
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const leads = can(permissions.leadCircles);
  const tabs = ['own', 'joined'] as const;
  const tab = tabs.find((one) => one === params.get('tab')) ?? (leads ? 'own' : 'joined');
  const add = leads && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text.add}
    </Button>
  );
  return (
    <PageFrame title={text.circles} hint={text.circlesHint} action={add}>
      <CardTabs
        label={text.circles}
        chosen={tab}
        onChoose={(one) => setParams({ tab: one })}
        tabs={tabs.map((one) => [one, text[`tab_${one}`]])}
      />
      {tab === 'own' ? <Own /> : <Joined />}
      {tab === 'own' && can(permissions.viewPurchaseOrders) && <LocalContentPanel />}
      <Drawer title={text.add} size={480} open={isAdding} onClose={() => setAdding(false)} destroyOnHidden>
        <EntityForm
          path={circlesPath}
          entity="circle"
          groups={[{ fields: ['name', 'description'], wide: ['name', 'description'] }]}
          submitLabel={text.save}
          onSaved={(saved) => {
            refresh();
            void navigate(`/circles/${saved.id}`);
          }}
        />
      </Drawer>
    </PageFrame>
  );
}
