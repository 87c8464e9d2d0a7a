// Asks for a link that sets a new password. The answer never tells whether the account exists.
import { Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice, usePageTitle } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const [sent, setSent] = useState(false);
  usePageTitle(text.forgottenTitle);
  return (
    <div className="gate-card">
      <div>
        <h1>{text.forgottenTitle}</h1>
        <p className="page-hint">{text.forgottenHint}</p>
      </div>
      {sent ? (
        <Notice tone="good">{text.linkSent}</Notice>
      ) : (
        <ServerForm
          initial={{}}
          fields={['login']}
          send={async (values) => {
            await unwrap(api.POST('/api/v1/password-resets', { body: { login: String(values.login) } }));
            setSent(true);
          }}
          submitLabel={text.sendLink}
          wide
        >
          <Form.Item
            name="login"
            label={text.login}
            rules={[{ required: true, message: words.required(text.login) }]}
          >
            <Input size="large" autoComplete="username" autoCapitalize="none" maxLength={100} autoFocus />
          </Form.Item>
        </ServerForm>
      )}
      <Link to="/sign-in">{text.backToSignIn}</Link>
    </div>
  );
}
