// What is to be done, how large and fine, near which place, how much and by when.
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { RegionPicker } from '@/kit/form';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { fieldOf, useEntityMeta } from '@/kit/meta';
import type { Question } from './search-question';
import { texts } from './texts';

function Choice(props: {
  of: string;
  field: string;
  value?: string;
  onChange?: (value: string) => void;
  id?: string;
}) {
  const { language } = useLanguage();
  const choices = fieldOf(useEntityMeta(props.of), props.field)?.choices ?? [];
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      {...(props.value ? { value: props.value } : {})}
      {...(props.onChange ? { onChange: props.onChange } : {})}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={choices.map((entry) => ({ value: entry.name, label: labelIn(entry.label, language) }))}
    />
  );
}

const usual: Question = { days: '14' };

export function SearchForm({ question, onAsk }: { question: Question; onAsk: (question: Question) => void }) {
  const text = useTexts(texts);
  const [form] = Form.useForm<Record<string, unknown>>();
  const number = <InputNumber className="full" min={0} controls={false} />;
  const ask = (values: Record<string, unknown>) => {
    const given: Question = {};
    for (const [name, value] of Object.entries(values))
      if ((typeof value === 'string' && value !== '') || typeof value === 'number' || value === true)
        given[name as keyof Question] = String(value);
    onAsk(given);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ ...usual, ...question, refused: question.refused === 'true' }}
      onFinish={ask}
      className="capacity-form"
    >
      <Form.Item name="process" label={text.process} rules={[{ required: true, message: text.choose }]}>
        <Choice of="operation" field="process" />
      </Form.Item>
      <Form.Item name="material" label={text.material}>
        <Input maxLength={60} allowClear />
      </Form.Item>
      <Form.Item name="part_size_mm" label={text.partSize}>
        {number}
      </Form.Item>
      <Form.Item name="tolerance_um" label={text.tolerance}>
        {number}
      </Form.Item>
      <Form.Item name="region" label={text.near}>
        <RegionPicker />
      </Form.Item>
      <Form.Item name="distance_km_max" label={text.within}>
        {number}
      </Form.Item>
      <Form.Item name="hours" label={text.hours}>
        {number}
      </Form.Item>
      <Form.Item name="days" label={text.days}>
        {number}
      </Form.Item>
      <Form.Item name="certificate" label={text.certificate}>
        <Choice of="certificate" field="kind" />
      </Form.Item>
      <div className="capacity-ask">
        <Form.Item name="refused" valuePropName="checked" noStyle>
          <Checkbox>{text.alsoRefused}</Checkbox>
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large">
          {text.find}
        </Button>
      </div>
    </Form>
  );
}
