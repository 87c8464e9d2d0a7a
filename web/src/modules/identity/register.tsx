// Registers an enterprise with its first administrator, and signs him in.
import { Form, Input } from 'antd';
import { Link } from 'react-router';
import { api, unwrap, type Body } from '@/kit/api';
import { givenOf, IndustryPicker, RegionPicker, ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { usePageTitle } from '@/kit/page';
import { useAdoptSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { passwordRules } from './password-rules';
import { texts } from './texts';

const fields = [
  'enterprise_name',
  'company_code',
  'region_code',
  'industry_code',
  'display_name',
  'login',
  'phone',
  'email',
  'password',
] as const;

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const adopt = useAdoptSession();
  usePageTitle(text.registerTitle);
  const needed = (label: string) => [{ required: true, whitespace: true, message: words.required(label) }];
  return (
    <div className="gate-card gate-card-wide">
      <div>
        <h1>{text.registerTitle}</h1>
        <p className="page-hint">{text.registerHint}</p>
      </div>
      <ServerForm
        initial={{}}
        fields={fields}
        send={async (values, key) => {
          const body = { ...givenOf(values, fields), language } as Body<'/api/v1/registrations', 'post'>;
          adopt(
            await unwrap(api.POST('/api/v1/registrations', { body, headers: { 'Idempotency-Key': key } })),
          );
        }}
        submitLabel={text.createEnterprise}
        wide
      >
        <fieldset className="form-group">
          <legend>{text.partEnterprise}</legend>
          <div className="form-grid">
            <Form.Item
              name="enterprise_name"
              label={text.enterpriseName}
              extra={text.enterpriseNameHint}
              rules={needed(text.enterpriseName)}
              className="wide"
            >
              <Input autoComplete="organization" maxLength={200} autoFocus />
            </Form.Item>
            <Form.Item name="region_code" label={text.region}>
              <RegionPicker />
            </Form.Item>
            <Form.Item name="industry_code" label={text.industry}>
              <IndustryPicker />
            </Form.Item>
            <Form.Item
              name="company_code"
              label={text.companyCode}
              extra={text.companyCodeHint}
              className="wide"
            >
              <Input maxLength={40} autoCapitalize="characters" spellCheck={false} />
            </Form.Item>
          </div>
        </fieldset>
        <fieldset className="form-group">
          <legend>{text.partPerson}</legend>
          <div className="form-grid">
            <Form.Item name="display_name" label={text.displayName} rules={needed(text.displayName)}>
              <Input autoComplete="name" maxLength={100} />
            </Form.Item>
            <Form.Item name="phone" label={text.phone}>
              <Input type="tel" autoComplete="tel" maxLength={40} />
            </Form.Item>
            <Form.Item name="login" label={text.login} extra={text.loginHint} rules={needed(text.login)}>
              <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} />
            </Form.Item>
            <Form.Item name="email" label={text.email} rules={[{ type: 'email', message: words.badEmail }]}>
              <Input type="email" autoComplete="email" maxLength={200} />
            </Form.Item>
            <Form.Item
              name="password"
              label={text.password}
              extra={text.passwordHint}
              rules={passwordRules(words.required(text.password), text.passwordShort)}
              className="wide"
            >
              <Input.Password autoComplete="new-password" maxLength={200} />
            </Form.Item>
          </div>
        </fieldset>
      </ServerForm>
      <div className="gate-links">
        <span>
          {text.hasAccount} <Link to="/sign-in">{text.signIn}</Link>
        </span>
      </div>
    </div>
  );
}
