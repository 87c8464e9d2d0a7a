// The input that fits a described field.
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import { formatFen, parseYuan } from '../format';
import { labelIn, useLanguage, useTexts, type Language } from '../i18n';
import type { FieldMeta } from '../meta';
import { common } from '../texts/common';
import { DateInput } from './date-input';
import { FileInput } from './file-input';
import { IndustryPicker, RegionPicker } from './pickers';

function rulesOf(field: FieldMeta, label: string, text: (typeof common)['zh']): Rule[] {
  const rules: Rule[] = [];
  if (field.required && field.type !== 'boolean') {
    rules.push({ required: true, whitespace: field.type === 'text', message: text.required(label) });
  }
  if (field.type === 'text' && field.length_max)
    rules.push({ max: field.length_max, message: text.tooLong(field.length_max) });
  if (field.format === 'email') rules.push({ type: 'email', message: text.badEmail });
  if (field.format === 'url') rules.push({ pattern: /^https?:\/\/\S+$/i, message: text.badUrl });
  return rules;
}

// Yuan on the screen, whole fen inside.
export function FenInput(props: {
  value?: number | null;
  onChange?: (value: number | null) => void;
  id?: string;
}) {
  const text = useTexts(common);
  return (
    <InputNumber<string>
      id={props.id}
      className="full"
      stringMode
      value={props.value === null || props.value === undefined ? null : formatFen(props.value)}
      onChange={(value) => props.onChange?.(value === null ? null : parseYuan(value))}
      parser={(shown) => (shown ?? '').replaceAll(',', '')}
      precision={2}
      controls={false}
      suffix={text.yuan}
    />
  );
}

function ChoiceInput({ field, language, ...rest }: { field: FieldMeta; language: Language; id?: string }) {
  const text = useTexts(common);
  return (
    <Select
      {...rest}
      allowClear={!field.required}
      mode={field.type === 'list' ? 'multiple' : undefined}
      placeholder={text.choose}
      showSearch={{ optionFilterProp: 'label' }}
      options={(field.choices ?? []).map(({ name, label }) => ({
        value: name,
        label: labelIn(label, language),
      }))}
    />
  );
}

function inputOf(field: FieldMeta, language: Language): ReactNode {
  switch (field.format) {
    case 'multiline':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={field.length_max} />;
    case 'fen':
      return <FenInput />;
    case 'region':
      return <RegionPicker />;
    case 'industry':
      return <IndustryPicker />;
    case 'file':
      return <FileInput />;
    case 'password':
      return <Input.Password autoComplete="new-password" maxLength={field.length_max} />;
    case 'email':
      return <Input type="email" inputMode="email" maxLength={field.length_max} />;
    case 'phone':
      return <Input type="tel" inputMode="tel" maxLength={field.length_max} />;
    default:
  }
  switch (field.type) {
    case 'boolean':
      return <Switch />;
    case 'integer':
    case 'real':
      return (
        <InputNumber
          className="full"
          controls={false}
          inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
        />
      );
    case 'date':
      return <DateInput />;
    case 'choice':
      return <ChoiceInput field={field} language={language} />;
    case 'list':
      return field.choices ? (
        <ChoiceInput field={field} language={language} />
      ) : (
        <Select mode="tags" open={false} />
      );
    default:
      return <Input maxLength={field.length_max} />;
  }
}

const wideFormats = new Set(['multiline', 'file']);

type Props = { field: FieldMeta; input?: ReactNode; remark?: ReactNode; isNew: boolean; wide: boolean };

export function EntityField({ field, input, remark, isNew, wide }: Props) {
  const { language } = useLanguage();
  const text = useTexts(common);
  const label = labelIn(field.label, language);
  const help = field.help ? labelIn(field.help, language) : '';
  const isWide = wide || wideFormats.has(field.format ?? '') || (field.length_max ?? 0) > 200;
  if (field.read_only || (field.immutable && !isNew)) return null;
  return (
    <Form.Item
      name={field.name}
      label={label}
      rules={rulesOf(field, label, text)}
      className={isWide ? 'wide' : ''}
      valuePropName={field.type === 'boolean' ? 'checked' : 'value'}
      extra={remark ?? (help || undefined)}
    >
      {input ?? inputOf(field, language)}
    </Form.Item>
  );
}
