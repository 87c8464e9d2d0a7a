// What the roles of the own organisation are called: built-in ones in both languages, own ones as they were named.
import { useList } from '@/kit/list';
import { useRoleLabel } from '@/kit/meta';

export function useRoles() {
  const list = useList('/api/v1/roles', { limit: '200' });
  const builtIn = useRoleLabel();
  const roles = list.items.map((role) => ({
    ...role,
    title: role.built_in ? builtIn(role.code) : role.name,
  }));
  return { ...list, roles };
}

export function useRoleNames(): (code: string) => string {
  const { roles } = useRoles();
  return (code) => roles.find((role) => role.code === code)?.title ?? code;
}
