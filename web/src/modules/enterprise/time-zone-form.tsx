// In which time zone the people of this organisation see times.
import { useQueryClient } from '@tanstack/react-query';
import { App, Form } from 'antd';
import { api, unwrap } from '@/kit/api';
import { changesOf, ServerForm } from '@/kit/form';
import { ZonePicker } from '@/kit/form/zone-picker';
import { useTexts } from '@/kit/i18n';
import { Facts, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { sessionKey, useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

const fields = ['time_zone'] as const;

export function TimeZonePanel() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { organisation } = useSession();
  const mayEdit = useCan()(permissions.editOrganisation);
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (
    <Panel title={text.timeZone} hint={text.timeZoneHint}>
      {mayEdit ? (
        <ServerForm
          initial={organisation}
          fields={fields}
          submitLabel={words.save}
          send={async (values) => {
            const body = changesOf(organisation, values, fields);
            await unwrap(api.PATCH('/api/v1/session/organisation', { body }));
            await queries.invalidateQueries({ queryKey: sessionKey });
            void message.success(words.saved);
          }}
        >
          <Form.Item
            name="time_zone"
            label={text.timeZone}
            rules={[{ required: true, message: words.required(text.timeZone) }]}
          >
            <ZonePicker />
          </Form.Item>
        </ServerForm>
      ) : (
        <Facts facts={[{ label: text.timeZone, value: organisation.time_zone }]} />
      )}
    </Panel>
  );
}
