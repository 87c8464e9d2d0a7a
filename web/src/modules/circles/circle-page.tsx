// One circle, for its leading firm: who is in it, who is asked, and how to ask more, one by one or from a spreadsheet.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, ImportDrawer, useList } from '@/kit/list';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import './circles.css';
import { InviteForm } from './invite-form';
import { texts } from './texts';
import { circlesPath, membersPath, memberTones, shownIn, useCircle } from './use-circles';

function Members({ circle }: { circle: string }) {
  const text = useTexts(texts);
  const { choice } = useLabels('circle_member');
  const list = useList(membersPath, { circle_id: circle, sort: '-id' });
  return (
    <CardList
      pages={list}
      empty={{ title: text.noMembers, text: text.noMembersHint }}
      cards={list.items.map((row) => (
        <li key={row.id} className="circle-card">
          <header>
            {/* Who was asked by mail is not on the platform yet. */}
            <h3>{row.email ? row.company_name : <OrganisationName id={row.member_id} />}</h3>
            <Tag tone={memberTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
          </header>
          <span className="sub faint">
            {[row.company_code, row.email, row.email && row.status === 'invited' ? text.guest : '']
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className="row circle-deeds">
            <RowActions path={membersPath} entity="circle_member" row={row} shownIn={shownIn} />
          </span>
        </li>
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const { id } = useParams();
  const [isInviting, setInviting] = useState(false);
  const found = useCircle(id ?? '');
  const entity = useEntityMeta('circle_member_input');
  const leads = useCan()(permissions.leadCircles);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={6} />;
  const circle = found.data;
  const invite = leads && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setInviting(true)}>
      {text.invite}
    </Button>
  );
  return (
    <PageFrame
      title={circle.name}
      back={<Link to="/circles">{text.back}</Link>}
      hint={circle.description}
      action={invite}
    >
      <Panel
        title={text.members}
        hint={text.membersHint}
        action={
          leads && entity && <ImportDrawer path={`${circlesPath}/${circle.id}/members`} entity={entity} />
        }
      >
        <Members circle={circle.id} />
      </Panel>
      <Drawer
        title={text.invite}
        size={480}
        open={isInviting}
        onClose={() => setInviting(false)}
        destroyOnHidden
      >
        <InviteForm circle={circle.id} onDone={() => setInviting(false)} />
      </Drawer>
    </PageFrame>
  );
}
