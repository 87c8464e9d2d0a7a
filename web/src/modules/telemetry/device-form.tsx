// The form of a device: new, or as it is.
import { AutoComplete, Form, Input, InputNumber, Select, Switch } from 'antd';
import { changeRow, createRow, type Device, type NewDevice } from '@/kit/api';
import { changesOf, givenOf, ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { devicesPath, useFloor, useProfiles } from './use-telemetry';

const fields = [
  'name',
  'profile',
  'machine_id',
  'line',
  'ideal_cycle_ms',
  'is_gateway',
  'is_active',
] as const;

type Props = {
  device?: Device;
  profile?: string;
  onCreated?: (created: NewDevice) => void;
  onSaved?: () => void;
};

export function DeviceForm({ device, profile, onCreated, onSaved }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { label } = useLabels('device');
  const profiles = useProfiles() ?? [];
  const machines = useList('/api/v1/machines').items;
  const lines = [...new Set((useFloor().data?.devices ?? []).flatMap(({ line }) => (line ? [line] : [])))];
  return (
    <ServerForm
      initial={device ?? { profile, is_active: true, is_gateway: false }}
      fields={fields}
      submitLabel={device ? words.save : text.makeToken}
      send={async (values, key) => {
        if (device) {
          await changeRow(devicesPath, device, changesOf(device, values, fields));
          onSaved?.();
        } else {
          onCreated?.(await createRow(devicesPath, givenOf(values, fields), key));
        }
      }}
    >
      <Form.Item
        name="name"
        label={label('name')}
        extra={text.nameHint}
        rules={[{ required: true, whitespace: true, message: words.required(label('name')) }]}
      >
        <Input maxLength={100} autoFocus />
      </Form.Item>
      {device && (
        <Form.Item name="profile" label={label('profile')}>
          <Select
            options={profiles.map((one) => ({
              value: one.name,
              label: language === 'zh' ? one.label_zh : one.label_en,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="machine_id" label={label('machine_id')} extra={text.machineHint}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={machines.map((machine) => ({
            value: machine.id,
            label: `${machine.number} ${machine.name}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="line" label={label('line')} extra={text.lineHint}>
        <AutoComplete maxLength={60} options={lines.map((line) => ({ value: line }))} />
      </Form.Item>
      <Form.Item name="ideal_cycle_ms" label={label('ideal_cycle_ms')} extra={text.cycleHint}>
        <InputNumber min={1} max={86_400_000} className="full" />
      </Form.Item>
      <Form.Item
        name="is_gateway"
        label={label('is_gateway')}
        extra={text.gatewayHint}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {device && (
        <Form.Item name="is_active" label={label('is_active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </ServerForm>
  );
}
