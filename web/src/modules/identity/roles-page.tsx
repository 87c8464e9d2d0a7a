// What each role may do, as a matrix.
import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { Fragment, useState } from 'react';
import type { Role } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useRoleLabel } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useRemove } from '@/kit/remove';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import './identity.css';
import { moduleName } from './module-names';
import { byModule, permissionLabel } from './permission-choice';
import { RoleForm } from './role-form';
import { texts } from './texts';

function Matrix({ roles, onEdit }: { roles: Role[]; onEdit: ((role: Role) => void) | null }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const all = useList('/api/v1/permissions', { limit: '200' });
  const remove = useRemove('/api/v1/roles');
  const roleLabel = useRoleLabel();
  if (all.isPending) return <Loading lines={8} />;
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <div className="matrix-frame" tabIndex={0} role="region" aria-label={text.rolesTitle}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{text.permission}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                {role.built_in ? roleLabel(role.code) : role.name}
                <span className="sub">{role.built_in ? text.builtIn : role.code}</span>
                {!role.built_in && onEdit && (
                  <>
                    <Button size="small" type="link" onClick={() => onEdit(role)}>
                      {words.edit}
                    </Button>
                    <Button size="small" type="link" danger onClick={() => remove(role, role.name)}>
                      {words.remove}
                    </Button>
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byModule(all.items).map(([module, group]) => (
            <Fragment key={module}>
              <tr className="matrix-module">
                <th colSpan={roles.length + 1} scope="colgroup">
                  {moduleName(module, language)}
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
  const roles = useList('/api/v1/roles', { limit: '200' });
  const [open, setOpen] = useState<Role | 'new' | null>(null);
  const add = mayEdit && (
    <Button type="primary" size="large" onClick={() => setOpen('new')}>
      {text.addRole}
    </Button>
  );
  return (
    <PageFrame title={text.rolesTitle} hint={text.rolesPageHint} action={add}>
      <Panel>
        {roles.isPending && <Loading lines={8} />}
        {roles.isError && <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />}
        {roles.isSuccess && roles.items.length === 0 && <EmptyState title={text.rolesEmpty} action={add} />}
        {roles.items.length > 0 && <Matrix roles={roles.items} onEdit={mayEdit ? setOpen : null} />}
      </Panel>
      <Drawer
        title={text.roleTitle}
        size={640}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open !== null && (
          <RoleForm {...(open === 'new' ? {} : { role: open })} onSaved={() => setOpen(null)} />
        )}
      </Drawer>
    </PageFrame>
  );
}
