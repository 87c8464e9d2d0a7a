// Who can sign in here, and in which role.
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Member } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, SearchBox, Toolbar, useList, useListState, type Column } from '@/kit/list';
import { PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useRemove } from '@/kit/remove';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { MemberForm } from './member-form';
import { ResetLink, type Handover } from './reset-link';
import { SecondStepRemoval } from './second-step-removal';
import { texts } from './texts';
import { useRoleNames } from './use-role-names';

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const session = useSession();
  const mayEdit = useCan()(permissions.editMembers);
  const state = useListState([], 'display_name');
  const list = useList('/api/v1/members', state.query);
  const roleName = useRoleNames();
  const remove = useRemove('/api/v1/members');
  const [open, setOpen] = useState<Member | 'new' | null>(null);
  const [handover, setHandover] = useState<Handover | null>(null);
  const isMe = (member: Member) => member.login === session.user.login;

  const columns: Column<Member>[] = [
    {
      key: 'name',
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
      title: text.contact,
      render: (member) => member.phone ?? member.email ?? <span className="faint">—</span>,
    },
  ];
  if (mayEdit) {
    columns.push({
      key: 'tools',
      title: '',
      render: (member) => (
        <span className="row">
          <Button size="small" onClick={() => setOpen(member)}>
            {words.edit}
          </Button>
          {!isMe(member) && (
            <>
              <Button size="small" onClick={() => setHandover({ member })}>
                {text.resetLink}
              </Button>
              <Button size="small" danger type="text" onClick={() => remove(member, member.display_name)}>
                {words.remove}
              </Button>
            </>
          )}
        </span>
      ),
    });
  }

  const add = mayEdit && (
    <Button type="primary" size="large" onClick={() => setOpen('new')}>
      {text.invite}
    </Button>
  );
  return (
    <PageFrame title={text.members} hint={text.membersHint} action={add}>
      <Panel>
        <Toolbar>
          <SearchBox state={state} placeholder={text.searchMembers} />
        </Toolbar>
        <DataList
          rows={list.items}
          rowKey={(member) => member.id}
          columns={columns}
          pages={list}
          state={state}
          empty={{ title: text.membersEmpty, text: text.membersEmptyHint, action: add }}
        />
      </Panel>
      <Drawer
        title={open === 'new' ? text.inviteTitle : text.memberTitle}
        size={560}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open !== null && (
          <MemberForm
            {...(open === 'new' ? {} : { member: open })}
            onSaved={(saved, needsLink) => {
              setOpen(null);
              if (needsLink) setHandover({ member: saved });
            }}
          />
        )}
        {open !== null && open !== 'new' && !isMe(open) && <SecondStepRemoval member={open} />}
      </Drawer>
      <ResetLink handover={handover} onClose={() => setHandover(null)} />
    </PageFrame>
  );
}
