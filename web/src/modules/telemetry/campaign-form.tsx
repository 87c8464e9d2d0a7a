// The form of a campaign: which firmware, which devices, in which stages.
import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { changeRow, createRow, type FirmwareCampaign } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { common } from '@/kit/texts/common';
import { firmwareTexts } from './firmware-texts';
import { campaignsPath, firmwarePath } from './use-firmware';
import { devicesPath } from './use-telemetry';

const fields = [
  'firmware_id',
  'device_ids',
  'note',
  'stages',
  'failures_max',
  'attempts_max',
  'silence_s',
] as const;

// "1, 10, 100"; null where they do not rise to 100.
export function stagesOf(text: string): number[] | null {
  const stages = text
    .split(/[,，\s]+/)
    .filter((part) => part !== '')
    .map(Number);
  const rises = stages.every((stage, i) => Number.isInteger(stage) && stage > (stages[i - 1] ?? 0));
  return rises && stages.at(-1) === 100 ? stages : null;
}

type Props = { campaign?: FirmwareCampaign; onSaved: (saved: FirmwareCampaign) => void };

export function CampaignForm({ campaign, onSaved }: Props) {
  const text = useTexts(firmwareTexts);
  const words = useTexts(common);
  const { label } = useLabels('firmware_campaign');
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const firmware = useList(firmwarePath).items;
  const devices = useList(devicesPath).items;
  const chosen: unknown = Form.useWatch('firmware_id', form);
  const profile = firmware.find(({ id }) => id === (chosen ?? campaign?.firmware_id))?.profile;
  const fitting = devices.filter((one) => one.profile === profile && one.is_active && !one.gateway_id);
  const required = (field: string) => [{ required: true, message: words.required(label(field)) }];
  return (
    <ServerForm
      form={form}
      initial={{
        ...{ note: '', failures_max: 0, attempts_max: 3, silence_s: 3600 },
        ...campaign,
        stages: (campaign?.stages ?? [1, 10, 100]).join(', '),
      }}
      fields={fields}
      submitLabel={words.save}
      send={async (values, key) => {
        const asked = Object.fromEntries(fields.map((field) => [field, values[field]]));
        const body = {
          ...asked,
          stages: stagesOf(typeof values.stages === 'string' ? values.stages : '') ?? [],
        };
        // The firmware of a campaign stays the one that it was made for.
        const saved = campaign
          ? await changeRow(campaignsPath, campaign, { ...body, firmware_id: undefined })
          : await createRow(campaignsPath, body, key);
        await queries.invalidateQueries({ queryKey: [campaignsPath] });
        onSaved(saved);
      }}
    >
      <Form.Item name="firmware_id" label={label('firmware_id')} rules={required('firmware_id')}>
        <Select
          disabled={campaign !== undefined}
          options={firmware.map((one) => ({ value: one.id, label: `${one.title} ${one.firmware_version}` }))}
        />
      </Form.Item>
      <Form.Item
        name="device_ids"
        label={label('device_ids')}
        extra={text.sameProfile}
        rules={required('device_ids')}
      >
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={fitting.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item
        name="stages"
        label={text.stagesText}
        extra={text.stagesHint}
        rules={[
          {
            validator: (_, value: unknown) =>
              stagesOf(typeof value === 'string' ? value : '')
                ? Promise.resolve()
                : Promise.reject(new Error(text.badStages)),
          },
        ]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="failures_max" label={label('failures_max')} extra={text.failuresHint}>
        <InputNumber min={0} max={2000} precision={0} />
      </Form.Item>
      <Form.Item name="attempts_max" label={label('attempts_max')}>
        <InputNumber min={1} max={10} precision={0} />
      </Form.Item>
      <Form.Item name="silence_s" label={label('silence_s')} extra={text.silenceHint}>
        <InputNumber min={60} max={604_800} precision={0} />
      </Form.Item>
      <Form.Item name="note" label={label('note')}>
        <Input maxLength={200} />
      </Form.Item>
    </ServerForm>
  );
}
