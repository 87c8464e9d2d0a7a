// The form of a draft: a field for every parameter that the profile names.
import { Form, Input, InputNumber, Select } from 'antd';
import { api, changeRow, unwrap, type DeviceParameter, type ParameterSet } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { parameterTexts } from './parameter-texts';
import { parameterSetsPath } from './use-parameters';

export type Content = Record<string, number | boolean | string>;

// What is left empty is not given.
export function givenOf(content: unknown): Content {
  const given: Content = {};
  for (const [name, value] of Object.entries(content ?? {}))
    if (
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'string' && value !== '')
    )
      given[name] = value;
  return given;
}

function rangeOf(parameter: DeviceParameter): string[] {
  const { min, max } = parameter;
  return typeof min === 'number' && typeof max === 'number' ? [String(min), String(max)] : [];
}

type FieldProps = { parameter: DeviceParameter; under?: string; required?: boolean };

// `under`: the object that holds it.
export function ParameterField({ parameter, under = 'content', required = false }: FieldProps) {
  const text = useTexts(parameterTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const label = language === 'zh' ? parameter.label_zh : parameter.label_en;
  const [min, max] = rangeOf(parameter);
  const named = {
    name: [under, parameter.name],
    label,
    ...(required ? { rules: [{ required: true, message: words.required(label) }] } : {}),
    ...(min !== undefined && max !== undefined ? { extra: text.range(min, max) } : {}),
  };
  if (parameter.type === 'boolean')
    return (
      <Form.Item {...named}>
        <Select
          allowClear={!required}
          {...(required ? {} : { placeholder: text.notGiven })}
          options={[
            { value: true, label: text.yes },
            { value: false, label: text.no },
          ]}
        />
      </Form.Item>
    );
  if (parameter.type === 'text')
    return (
      <Form.Item {...named}>
        <Input maxLength={200} {...(required ? {} : { placeholder: text.notGiven })} />
      </Form.Item>
    );
  return (
    <Form.Item {...named}>
      <InputNumber
        {...(required ? {} : { placeholder: text.notGiven })}
        suffix={parameter.unit}
        className="wide-choice"
        {...(parameter.type === 'integer' ? { precision: 0 } : {})}
      />
    </Form.Item>
  );
}

type Props = {
  device: string;
  parameters: readonly DeviceParameter[];
  // The draft that is changed; none: a new one.
  draft: ParameterSet | null;
  start: Content;
  onSaved: () => void;
};

export function ParameterForm({ device, parameters, draft, start, onSaved }: Props) {
  const text = useTexts(parameterTexts);
  return (
    <ServerForm
      initial={{ note: draft?.note ?? '', content: start }}
      fields={['note', 'content']}
      submitLabel={text.save}
      notice={<p className="hint">{text.emptyHint}</p>}
      send={async (values) => {
        const body = {
          note: typeof values.note === 'string' ? values.note : '',
          content: givenOf(values.content),
        };
        if (draft) await changeRow(parameterSetsPath, draft, body);
        else
          await unwrap(
            api.POST('/api/v1/devices/{id}/parameter-sets', { params: { path: { id: device } }, body }),
          );
        onSaved();
      }}
    >
      <Form.Item name="note" label={text.note}>
        <Input maxLength={200} />
      </Form.Item>
      {parameters.map((parameter) => (
        <ParameterField key={parameter.name} parameter={parameter} />
      ))}
    </ServerForm>
  );
}
