// The roles of the organisation, and what each may do beside the others.
import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { Fragment } from 'react';
import type { Role } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useList, type Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useRoleLabel, useVocabulary } from '@/kit/meta';
import { ErrorState, Loading, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import './identity.css';
import { byModule, permissionLabel } from './permission-choice';
import { RoleForm } from './role-form';
import { texts } from './texts';

const path = '/api/v1/roles';

function useRoleName(): (role: Role) => string {
  const roleLabel = useRoleLabel();
  return (role) => (role.built_in ? roleLabel(role.code) : role.name);
}

function Matrix() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useRoleName();
  const moduleName = useVocabulary('permission_module');
  const all = useList('/api/v1/permissions', { limit: '200' });
  const roles = useList(path, { limit: '200' }).items;
  if (all.isPending) return <Loading lines={8} />;
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <div className="matrix-frame" tabIndex={0} role="region" aria-label={text.rolesCompared}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{text.permission}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                {nameOf(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byModule(all.items).map(([module, group]) => (
            <Fragment key={module}>
              <tr className="matrix-module">
                <th colSpan={roles.length + 1} scope="colgroup">
                  {moduleName(module)}
                </th>
              </tr>
              {group.map((permission) => (
                <tr key={permission.name}>
                  <th scope="row">{permissionLabel(permission, language)}</th>
                  {roles.map((role) => (
                    <td key={role.id}>
                      {role.permissions.includes(permission.name) ? (
                        <CheckOutlined className="has" aria-label={text.granted} />
                      ) : (
                        <MinusOutlined className="has-not" aria-label={text.notGranted} />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Component() {
  const text = useTexts(texts);
  const mayEdit = useCan()(permissions.editRoles);
  const nameOf = useRoleName();
  const columns: Column<Role>[] = [
    {
      key: 'name',
      fields: ['name', 'code', 'built_in'],
      title: text.roleName,
      heading: true,
      render: (role) => (
        <>
          {nameOf(role)} {role.built_in && <Tag tone="plain">{text.builtIn}</Tag>}
          <span className="sub mono">{role.code}</span>
        </>
      ),
    },
    {
      key: 'permissions',
      title: text.permissions,
      align: 'end',
      render: (role) => <span className="number">{role.permissions.length}</span>,
    },
  ];
  const isOwn = (role: Role) => !role.built_in;
  return (
    <ListWithDrawer
      path={path}
      entity="role_definition"
      columns={columns}
      mayEdit={mayEdit}
      addLabel={text.addRole}
      empty={{ title: text.rolesEmpty, text: text.rolesEmptyHint }}
      titleOf={nameOf}
      mayChange={isOwn}
      mayDelete={isOwn}
      drawerTitle={(role) => (role ? nameOf(role) : text.addRole)}
      drawerSize={640}
      form={(role, close) => <RoleForm {...(role ? { role } : {})} onSaved={close} />}
    >
      {({ add, list }) => (
        <PageFrame title={text.rolesTitle} hint={text.rolesPageHint} action={add}>
          <Panel>{list}</Panel>
          <Panel title={text.rolesCompared} hint={text.rolesComparedHint}>
            <Matrix />
          </Panel>
        </PageFrame>
      )}
    </ListWithDrawer>
  );
}
