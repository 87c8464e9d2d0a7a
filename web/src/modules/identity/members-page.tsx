// Who can sign in here, and in which role.
import { Button } from 'antd';
import { useState } from 'react';
import type { Member } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { MemberForm } from './member-form';
import { ResetLink, type Handover } from './reset-link';
import { SecondStepRemoval } from './second-step-removal';
import { texts } from './texts';
import { useRoleNames } from './use-role-names';

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const mayEdit = useCan()(permissions.editMembers);
  const roleName = useRoleNames();
  const [handover, setHandover] = useState<Handover | null>(null);
  const isMe = (member: Member) => member.login === session.user.login;
  const resetButton = (member: Member) =>
    !isMe(member) && (
      <Button size="small" onClick={() => setHandover({ member })}>
        {text.resetLink}
      </Button>
    );

  const columns: Column<Member>[] = [
    {
      key: 'name',
      fields: ['display_name', 'login', 'active'],
      title: text.name,
      heading: true,
      sort: 'display_name',
      render: (member) => (
        <>
          {member.display_name} {isMe(member) && <Tag tone="plain">{text.you}</Tag>}
          {!member.active && <Tag tone="bad">{text.suspended}</Tag>}
          <span className="sub">{member.login}</span>
        </>
      ),
    },
    {
      key: 'roles',
      title: text.roles,
      render: (member) => (
        <span className="row">
          {member.roles.map((code) => (
            <Tag key={code}>{roleName(code)}</Tag>
          ))}
        </span>
      ),
    },
    {
      key: 'contact',
      fields: ['phone', 'email'],
      title: text.contact,
      render: (member) => member.phone ?? member.email ?? <span className="faint">—</span>,
    },
  ];

  return (
    <>
      <ListWithDrawer
        path="/api/v1/members"
        entity="member"
        columns={columns}
        mayEdit={mayEdit}
        sortDefault="display_name"
        searchHint={text.searchMembers}
        addLabel={text.invite}
        empty={{ title: text.membersEmpty, text: text.membersEmptyHint }}
        titleOf={(member) => member.display_name}
        mayDelete={(member) => !isMe(member)}
        {...(mayEdit ? { tools: resetButton } : {})}
        drawerTitle={(member) => (member ? text.memberTitle : text.inviteTitle)}
        drawerSize={560}
        form={(member, close) => (
          <>
            <MemberForm
              {...(member ? { member } : {})}
              onSaved={(saved, needsLink) => {
                close();
                if (needsLink) setHandover({ member: saved });
              }}
            />
            {member && !isMe(member) && <SecondStepRemoval member={member} />}
          </>
        )}
      >
        {({ add, list }) => (
          <PageFrame title={text.members} hint={text.membersHint} action={add}>
            <Panel>{list}</Panel>
          </PageFrame>
        )}
      </ListWithDrawer>
      <ResetLink handover={handover} onClose={() => setHandover(null)} />
    </>
  );
}
