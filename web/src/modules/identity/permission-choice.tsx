// Choosing permissions, sorted by what they belong to.
import { Checkbox } from 'antd';
import type { Permission } from '@/kit/api';
import { useLanguage, type Language } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { Loading } from '@/kit/page';
import { useVocabulary } from '@/kit/meta';

export function permissionLabel(permission: Permission, language: Language): string {
  return language === 'en' ? permission.label_en : permission.label_zh;
}

export function byModule(items: readonly Permission[]): [string, Permission[]][] {
  const groups = new Map<string, Permission[]>();
  for (const permission of items)
    groups.set(permission.module, [...(groups.get(permission.module) ?? []), permission]);
  return [...groups];
}

type Props = {
  value?: string[];
  onChange?: (value: string[]) => void;
  offered?: readonly string[];
  id?: string;
};

export function PermissionChoice({ value = [], onChange, offered, id }: Props) {
  const { language } = useLanguage();
  const moduleName = useVocabulary('permission_module');
  const list = useList('/api/v1/permissions', { limit: '200' });
  if (list.isPending) return <Loading lines={3} />;
  const items = list.items.filter((permission) => !offered || offered.includes(permission.name));
  const toggle = (name: string, on: boolean) =>
    onChange?.(on ? [...value, name] : value.filter((had) => had !== name));
  return (
    <div className="permission-groups" id={id}>
      {byModule(items).map(([module, group]) => (
        <div key={module} className="permission-group">
          <h3>{moduleName(module)}</h3>
          {group.map((permission) => (
            <Checkbox
              key={permission.name}
              checked={value.includes(permission.name)}
              onChange={(event) => toggle(permission.name, event.target.checked)}
            >
              {permissionLabel(permission, language)}
            </Checkbox>
          ))}
        </div>
      ))}
    </div>
  );
}
