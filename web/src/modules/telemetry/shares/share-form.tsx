// Who is to see which points of which devices, and how long.
import { useState } from 'react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { api, createRow, unwrap, type DeviceShare } from '@/kit/api';
import { EnterprisePicker, ServerForm, type Values } from '@/kit/form';
import { InstantInput } from '@/kit/form/instant-input';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { devicesPath, useFloor } from '../use-telemetry';
import { sharesPath } from './share-state';
import './shares.css';
import { shareTexts } from './share-texts';

const devicesMax = 50;
const minuteMs = 60_000;
const dayMs = 86_400_000;
// A line that was just added is nothing yet.
type Given = { device_id?: string; points?: string[] } | undefined;

export function ShareForm({ onSaved }: { onSaved: (share: DeviceShare) => void }) {
  const text = useTexts(shareTexts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { label } = useLabels('device_share');
  const [form] = Form.useForm<Values>();
  const devices = useFloor().data?.devices ?? [];
  const chosen = (Form.useWatch('devices', form) as Given[] | undefined) ?? [];
  const values = useQueries({
    queries: chosen.map((one) => ({
      queryKey: [devicesPath, one?.device_id ?? '', 'values'],
      queryFn: () =>
        unwrap(api.GET('/api/v1/devices/{id}/values', { params: { path: { id: one?.device_id ?? '' } } })),
      enabled: Boolean(one?.device_id),
    })),
  });
  const needed = (name: string) => [{ required: true, message: words.required(name) }];
  // Begins with the minute.
  const [now] = useState(() => new Date(Math.floor(Date.now() / minuteMs) * minuteMs));
  return (
    <ServerForm
      form={form}
      initial={{
        from_at: now.toISOString(),
        until_at: new Date(now.getTime() + 30 * dayMs).toISOString(),
        devices: [{}],
      }}
      fields={['title', 'partner_id', 'devices', 'from_at', 'until_at', 'history_from', 'note']}
      submitLabel={text.save}
      send={async (given, key) => {
        const made = await createRow(sharesPath, given as unknown as DeviceShare, key);
        await queries.invalidateQueries({ queryKey: [sharesPath] });
        onSaved(made);
      }}
    >
      <Notice tone="info">{text.formHint}</Notice>
      <Form.Item name="title" label={label('title')} rules={needed(label('title'))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="partner_id" label={text.partner} rules={needed(text.partner)}>
        <EnterprisePicker />
      </Form.Item>
      <Form.List name="devices">
        {(rows, { add, remove }) => (
          <div className="share-devices">
            {rows.map((row, index) => (
              <fieldset key={row.key} className="share-device">
                <Form.Item name={[row.name, 'device_id']} label={text.devices} rules={needed(text.devices)}>
                  <Select
                    placeholder={text.chooseDevices}
                    options={devices.map(({ id, name }) => ({ value: id, label: name }))}
                    showSearch={{ optionFilterProp: 'label' }}
                    onChange={() => form.setFieldValue(['devices', row.name, 'points'], [])}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'points']} label={text.points} rules={needed(text.points)}>
                  <Select
                    mode="multiple"
                    placeholder={text.choosePoints}
                    options={(values[index]?.data?.values ?? []).map((one) => ({
                      value: one.point,
                      label: one.label,
                    }))}
                  />
                </Form.Item>
                {rows.length > 1 && (
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={text.dropDevice}
                    onClick={() => remove(row.name)}
                  />
                )}
              </fieldset>
            ))}
            {rows.length < devicesMax && (
              <Button icon={<PlusOutlined />} onClick={() => add({})}>
                {text.addDevice}
              </Button>
            )}
          </div>
        )}
      </Form.List>
      <Form.Item name="from_at" label={label('from_at')} rules={needed(label('from_at'))}>
        <InstantInput minuteStep={5} />
      </Form.Item>
      <Form.Item name="until_at" label={label('until_at')} rules={needed(label('until_at'))}>
        <InstantInput minuteStep={5} />
      </Form.Item>
      <Form.Item name="history_from" label={label('history_from')} extra={text.noHistory}>
        <InstantInput minuteStep={5} />
      </Form.Item>
      <Form.Item name="note" label={label('note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}
