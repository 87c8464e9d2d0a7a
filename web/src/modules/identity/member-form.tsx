// Adds a member or changes his roles.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Select, Switch } from 'antd';
import { changeRow, createRow, type Member } from '@/kit/api';
import { changesOf, givenOf, ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { passwordLengthMin } from './password-rules';
import { texts } from './texts';
import { useRoles } from './use-role-names';

const fields = ['display_name', 'login', 'roles', 'phone', 'email', 'password'] as const;
const changeable = ['display_name', 'roles', 'phone', 'email', 'active'] as const;

type Props = { member?: Member; onSaved: (member: Member, needsLink: boolean) => void };

export function MemberForm({ member, onSaved }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { roles, isPending } = useRoles();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{ ...member }}
      fields={member ? changeable : fields}
      send={async (values, key) => {
        const saved = member
          ? await changeRow('/api/v1/members', member, changesOf(member, values, changeable))
          : await createRow('/api/v1/members', givenOf(values, fields), key);
        void message.success(words.saved);
        await queries.invalidateQueries({ queryKey: ['/api/v1/members'] });
        onSaved(saved, !member && !values.password);
      }}
      submitLabel={member ? words.save : text.invite}
    >
      <Form.Item name="display_name" label={text.name} rules={needed(text.name)}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item
        name="login"
        label={text.login}
        extra={member ? undefined : text.loginHint}
        rules={needed(text.login)}
      >
        <Input maxLength={64} autoCapitalize="none" autoComplete="off" disabled={member !== undefined} />
      </Form.Item>
      <Form.Item name="roles" label={text.roles} extra={text.rolesHint} rules={needed(text.roles)}>
        <Select
          mode="multiple"
          loading={isPending}
          placeholder={words.choose}
          options={roles.map((role) => ({ value: role.code, label: role.title }))}
        />
      </Form.Item>
      <Form.Item name="phone" label={text.phone}>
        <Input type="tel" maxLength={40} />
      </Form.Item>
      <Form.Item name="email" label={text.email} rules={[{ type: 'email', message: words.badEmail }]}>
        <Input type="email" maxLength={200} />
      </Form.Item>
      {member && (
        <Form.Item name="active" label={text.active} extra={text.activeHint} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {!member && (
        <Form.Item
          name="password"
          label={text.firstPassword}
          extra={text.firstPasswordHint}
          rules={[{ min: passwordLengthMin, message: text.passwordShort }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      )}
    </ServerForm>
  );
}
