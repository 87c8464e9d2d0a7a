// Sets a new password by the link of a mail or of the administrator.
import { Form, Input } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice, usePageTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { passwordRules } from './password-rules';
import { tokenOf } from './reset-token';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const token = tokenOf(useLocation());
  const navigate = useNavigate();
  usePageTitle(text.resetTitle);
  return (
    <div className="gate-card">
      <h1>{text.resetTitle}</h1>
      {token === '' ? (
        <Notice tone="warning">{text.resetNoToken}</Notice>
      ) : (
        <ServerForm
          initial={{}}
          fields={['new_password']}
          send={async (values) => {
            const body = { token, new_password: String(values.new_password) };
            await unwrap(api.POST('/api/v1/password-resets/confirmation', { body }));
            await navigate('/sign-in', { state: { passwordReset: true } });
          }}
          submitLabel={text.setPassword}
          wide
        >
          <Form.Item
            name="new_password"
            label={text.newPassword}
            extra={text.passwordHint}
            rules={passwordRules(words.required(text.newPassword), text.passwordShort)}
          >
            <Input.Password size="large" autoComplete="new-password" maxLength={200} autoFocus />
          </Form.Item>
        </ServerForm>
      )}
      <Link to="/sign-in">{text.backToSignIn}</Link>
    </div>
  );
}
