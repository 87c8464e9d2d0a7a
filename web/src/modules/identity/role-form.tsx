// A role of the own organisation: its name and what it may do.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { changeRow, createRow, type Role } from '@/kit/api';
import { changesOf, givenOf, ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { PermissionChoice } from './permission-choice';
import { texts } from './texts';

const fields = ['name', 'code', 'permissions'] as const;

export function RoleForm({ role, onSaved }: { role?: Role; onSaved: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (
    <ServerForm
      initial={{ permissions: [], ...role }}
      fields={fields}
      draftKey={`role.${role?.id ?? 'new'}`}
      send={async (values, key) => {
        if (role) await changeRow('/api/v1/roles', role, changesOf(role, values, ['name', 'permissions']));
        else await createRow('/api/v1/roles', { permissions: [], ...givenOf(values, fields) }, key);
        void message.success(words.saved);
        await queries.invalidateQueries({ queryKey: ['/api/v1/roles'] });
        onSaved();
      }}
      submitLabel={words.save}
    >
      <div className="form-grid">
        <Form.Item
          name="name"
          label={text.roleName}
          rules={[{ required: true, whitespace: true, message: words.required(text.roleName) }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label={text.roleCode}
          extra={role ? undefined : text.roleCodeHint}
          rules={[
            { required: true, message: words.required(text.roleCode) },
            { pattern: /^[a-z][a-z0-9_]*$/, message: text.roleCodeHint },
          ]}
        >
          <Input maxLength={40} autoCapitalize="none" spellCheck={false} disabled={role !== undefined} />
        </Form.Item>
      </div>
      <Form.Item name="permissions" label={text.permissions}>
        <PermissionChoice />
      </Form.Item>
    </ServerForm>
  );
}
