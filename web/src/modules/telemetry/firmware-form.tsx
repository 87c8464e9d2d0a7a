// The form of a firmware: its file, what it is called, what it is for.
import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { createRow } from '@/kit/api';
import { FileInput, givenOf, ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { common } from '@/kit/texts/common';
import { firmwareTexts } from './firmware-texts';
import { firmwarePath } from './use-firmware';
import { useProfiles } from './use-telemetry';

const fields = ['title', 'firmware_version', 'profile', 'file_id', 'note'] as const;

export function FirmwareForm({ onSaved }: { onSaved: () => void }) {
  const text = useTexts(firmwareTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { label } = useLabels('firmware');
  const queries = useQueryClient();
  const profiles = useProfiles() ?? [];
  const required = (field: string) => [{ required: true, message: words.required(label(field)) }];
  return (
    <ServerForm
      initial={{ note: '' }}
      fields={fields}
      submitLabel={text.addFile}
      send={async (values, key) => {
        await createRow(firmwarePath, givenOf(values, fields), key);
        await queries.invalidateQueries({ queryKey: [firmwarePath] });
        onSaved();
      }}
    >
      <Form.Item name="title" label={label('title')} rules={required('title')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="firmware_version"
        label={label('firmware_version')}
        rules={required('firmware_version')}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="profile" label={label('profile')} rules={required('profile')}>
        <Select
          options={profiles.map((profile) => ({
            value: profile.name,
            label: language === 'zh' ? profile.label_zh : profile.label_en,
          }))}
        />
      </Form.Item>
      <Form.Item name="file_id" label={label('file_id')} rules={required('file_id')}>
        <FileInput />
      </Form.Item>
      <Form.Item name="note" label={label('note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </ServerForm>
  );
}
