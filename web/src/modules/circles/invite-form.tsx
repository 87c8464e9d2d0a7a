// A firm is asked into a circle: one of the platform, or somebody by mail.
import { App, Form, Input } from 'antd';
import { api, unwrap } from '@/kit/api';
import { EnterprisePicker, givenOf, ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { useRefresh } from './use-circles';

const fields = ['member_id', 'company_name', 'company_code', 'email'] as const;

export function InviteForm({ circle, onDone }: { circle: string; onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  return (
    <ServerForm
      initial={{}}
      fields={fields}
      submitLabel={text.invite}
      send={async (values, key) => {
        await unwrap(
          api.POST('/api/v1/circles/{id}/members', {
            params: { path: { id: circle }, header: { 'Idempotency-Key': key } },
            body: givenOf(values, fields),
          }),
        );
        void message.success(text.invited);
        refresh();
        onDone();
      }}
    >
      <Notice tone="info">{text.inviteHint}</Notice>
      <Form.Item name="member_id" label={text.known}>
        <EnterprisePicker />
      </Form.Item>
      <Form.Item name="company_name" label={text.company}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="company_code" label={text.code}>
        <Input maxLength={18} autoCapitalize="characters" spellCheck={false} />
      </Form.Item>
      <Form.Item name="email" label={text.email} rules={[{ type: 'email', message: words.badEmail }]}>
        <Input type="email" maxLength={200} />
      </Form.Item>
    </ServerForm>
  );
}
