// The own account: who I am, how I sign in, and where I am signed in.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Select, type FormInstance } from 'antd';
import { api, unwrap } from '@/kit/api';
import { changesOf, ServerForm, type Values } from '@/kit/form';
import { ZonePicker } from '@/kit/form/zone-picker';
import { useLanguage, useTexts, type Language } from '@/kit/i18n';
import { useOwnName } from '@/kit/organisation-name';
import { PageFrame, Panel } from '@/kit/page';
import { sessionKey, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { Devices } from './devices';
import './identity.css';
import { passwordRules } from './password-rules';
import { SecondStep } from './second-step';
import { texts } from './texts';

const fields = ['display_name', 'phone', 'email', 'language', 'time_zone'] as const;

function Profile() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { user, organisation } = useSession();
  const { setLanguage } = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const send = async (values: Values) => {
    await unwrap(
      api.PATCH('/api/v1/session/user', {
        body: changesOf(user, values, fields),
      }),
    );
    if (values.language !== user.language) setLanguage(values.language as Language);
    await queries.invalidateQueries({ queryKey: sessionKey });
    void message.success(words.saved);
  };
  return (
    <Panel title={text.profile}>
      <ServerForm initial={user} fields={fields} send={send} submitLabel={words.save} draftKey="account">
        <div className="form-grid">
          <Form.Item
            name="display_name"
            label={text.name}
            rules={[{ required: true, whitespace: true, message: words.required(text.name) }]}
          >
            <Input maxLength={100} autoComplete="name" />
          </Form.Item>
          <Form.Item label={text.login} htmlFor="account-login">
            <Input id="account-login" value={user.login} disabled />
          </Form.Item>
          <Form.Item name="phone" label={text.phone}>
            <Input type="tel" maxLength={40} autoComplete="tel" />
          </Form.Item>
          <Form.Item name="email" label={text.email} rules={[{ type: 'email', message: words.badEmail }]}>
            <Input type="email" maxLength={200} autoComplete="email" />
          </Form.Item>
          <Form.Item name="language" label={text.language}>
            <Select
              options={[
                { value: 'zh', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
          <Form.Item name="time_zone" label={text.timeZone}>
            <ZonePicker otherwise={text.zoneOfOrganisation(organisation.time_zone)} />
          </Form.Item>
        </div>
      </ServerForm>
    </Panel>
  );
}

function PasswordChange() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const send = async (values: Values) => {
    const body = {
      current_password: String(values.current_password),
      new_password: String(values.new_password),
    };
    await unwrap(api.POST('/api/v1/session/password', { body }));
    form.resetFields();
    await queries.invalidateQueries({ queryKey: ['/api/v1/session'] });
    void message.success(text.passwordChanged);
  };
  const repeated = ({ getFieldValue }: Pick<FormInstance, 'getFieldValue'>) => ({
    validator: (_: unknown, value: unknown) =>
      value === getFieldValue('new_password')
        ? Promise.resolve()
        : Promise.reject(new Error(text.passwordsDiffer)),
  });
  return (
    <Panel title={text.changePassword}>
      <ServerForm
        form={form}
        initial={{}}
        fields={['current_password', 'new_password']}
        send={send}
        submitLabel={text.changePassword}
      >
        <div className="form-grid">
          <Form.Item
            name="current_password"
            label={text.currentPassword}
            rules={[{ required: true, message: words.required(text.currentPassword) }]}
            className="wide"
          >
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="new_password"
            label={text.newPassword}
            extra={text.passwordHint}
            rules={passwordRules(words.required(text.newPassword), text.passwordShort)}
          >
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="repeat"
            label={text.repeatPassword}
            dependencies={['new_password']}
            rules={[repeated]}
          >
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
        </div>
      </ServerForm>
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { user } = useSession();
  return (
    <PageFrame title={text.account} hint={`${user.display_name} · ${useOwnName()}`}>
      <div className="account">
        <Profile />
        <PasswordChange />
        <SecondStep />
        <Devices />
      </div>
    </PageFrame>
  );
}
