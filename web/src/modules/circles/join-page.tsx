// By the link of a mailed invitation: register, and be in the circle at once. What the leading firm has written is filled
// in already.
import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { api, unwrap, type Body } from '@/kit/api';
import { givenOf, RegionPicker, ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { EmptyPage, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { useAdoptSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import './circles.css';
import { texts } from './texts';

const viewPath = '/api/v1/circle-invitation-links/views';
const tokenOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
const fields = [
  'enterprise_name',
  'company_code',
  'region_code',
  'email',
  'display_name',
  'login',
  'password',
] as const;
const passwordMin = 10;

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const adopt = useAdoptSession();
  const navigate = useNavigate();
  const token = tokenOf(useLocation().hash);
  const view = useQuery({
    queryKey: [viewPath, token],
    queryFn: () => unwrap(api.POST(viewPath, { body: { token } })),
    enabled: token !== '',
    retry: false,
    staleTime: 'static',
  });
  if (token === '' || view.isError)
    return (
      <main>
        <EmptyPage title={text.linkInvalid} text={text.linkInvalidHint} />
      </main>
    );
  if (!view.data) return <Loading lines={6} />;
  const invitation = view.data;
  const needed = (label: string) => [{ required: true, whitespace: true, message: words.required(label) }];
  return (
    <main className="join-page">
      <PageFrame title={text.joinTitle(invitation.leader_name)} hint={text.joinHint(invitation.circle_name)}>
        <Panel>
          <ServerForm
            initial={{
              enterprise_name: invitation.company_name,
              company_code: invitation.company_code,
              email: invitation.email,
            }}
            fields={fields}
            submitLabel={text.register}
            send={async (values, key) => {
              const body = { ...givenOf(values, fields), language, invitation_token: token };
              adopt(
                await unwrap(
                  api.POST('/api/v1/registrations', {
                    body: body as Body<'/api/v1/registrations', 'post'>,
                    headers: { 'Idempotency-Key': key },
                  }),
                ),
              );
              void navigate('/supplier');
            }}
          >
            <Form.Item name="enterprise_name" label={text.company} rules={needed(text.company)}>
              <Input autoComplete="organization" maxLength={100} />
            </Form.Item>
            <Form.Item name="company_code" label={text.code}>
              <Input maxLength={18} autoCapitalize="characters" spellCheck={false} />
            </Form.Item>
            <Form.Item name="region_code" label={text.region}>
              <RegionPicker />
            </Form.Item>
            <Form.Item name="email" label={text.email} rules={[{ type: 'email', message: words.badEmail }]}>
              <Input type="email" autoComplete="email" maxLength={200} />
            </Form.Item>
            <Form.Item name="display_name" label={text.displayName} rules={needed(text.displayName)}>
              <Input autoComplete="name" maxLength={100} />
            </Form.Item>
            <Form.Item name="login" label={text.login} extra={text.loginHint} rules={needed(text.login)}>
              <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} />
            </Form.Item>
            <Form.Item
              name="password"
              label={text.password}
              rules={[{ required: true, min: passwordMin, message: words.required(text.password) }]}
            >
              <Input.Password autoComplete="new-password" maxLength={128} />
            </Form.Item>
          </ServerForm>
          <Notice tone="info">{text.hasAccount}</Notice>
        </Panel>
      </PageFrame>
    </main>
  );
}
