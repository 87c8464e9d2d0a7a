// A command to be sent: of the profile with a field for each of its parameters, or any other as JSON. What moves the
// machine is asked about once more.
import { App, Form, Input, Select, Switch } from 'antd';
import { api, unwrap, type KnownCommand } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useLanguage, useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { labelOf } from './command-text';
import { commandTexts } from './command-texts';
import { ParameterField } from './parameter-form';

const lives = [60, 600, 3_600, 86_400, 604_800] as const;

export function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function FreeFields() {
  const text = useTexts(commandTexts);
  const words = useTexts(common);
  return (
    <>
      <Form.Item
        name="method"
        label={text.method}
        extra={text.methodHint}
        rules={[{ required: true, whitespace: true, message: words.required(text.method) }]}
      >
        <Input maxLength={100} autoFocus className="code" />
      </Form.Item>
      <Form.Item
        name="parameters"
        label={text.parameters}
        rules={[
          {
            validator: (_, value: unknown) =>
              objectOf(typeof value === 'string' ? value : '')
                ? Promise.resolve()
                : Promise.reject(new Error(text.badJson)),
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} className="code" maxLength={4_000} />
      </Form.Item>
      <Form.Item name="is_two_way" label={text.needsAnswer} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}

type Props = { device: string; known: KnownCommand | null; onSent: () => void };

export function CommandForm({ device, known, onSent }: Props) {
  const text = useTexts(commandTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { modal } = App.useApp();
  const agreed = (name: string) =>
    new Promise<boolean>((resolve) => {
      void modal.confirm({
        title: text.ask(name),
        content: text.askHint,
        okText: text.send,
        okButtonProps: { danger: true },
        cancelText: words.cancel,
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
  return (
    <ServerForm
      initial={known ? { expires_in_s: 60 } : { expires_in_s: 60, parameters: '{}', is_two_way: true }}
      fields={['method', 'parameters', 'expires_in_s', 'is_two_way']}
      submitLabel={text.send}
      send={async (values, key) => {
        const method = known?.method ?? String(values.method);
        const parameters = known
          ? (values.parameters as Record<string, unknown> | undefined)
          : objectOf(typeof values.parameters === 'string' ? values.parameters : '');
        // What nobody knows may move something.
        if ((known?.has_effect ?? true) && !(await agreed(known ? labelOf(known, language) : method))) return;
        await unwrap(
          api.POST('/api/v1/devices/{id}/commands', {
            params: { path: { id: device } },
            headers: { 'Idempotency-Key': key },
            body: {
              method,
              parameters: parameters ?? {},
              expires_in_s: Number(values.expires_in_s),
              ...(known ? {} : { is_two_way: values.is_two_way === true }),
            },
          }),
        );
        onSent();
      }}
    >
      {known ? (
        known.parameters.map((parameter) => (
          <ParameterField key={parameter.name} parameter={parameter} under="parameters" required />
        ))
      ) : (
        <FreeFields />
      )}
      <Form.Item name="expires_in_s" label={text.validFor}>
        <Select options={lives.map((value) => ({ value, label: text[`seconds${value}`] }))} />
      </Form.Item>
    </ServerForm>
  );
}
