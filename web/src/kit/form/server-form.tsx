// A form whose judge is the server: its issues appear beside their fields, sending twice does nothing twice, and what was
// typed is not lost.
import { Button, Form, type FormInstance } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { asProblem, fieldErrors, newIdempotencyKey, type Problem } from '../api';
import { useTexts } from '../i18n';
import { common } from '../texts/common';
import type { Values } from './changes';
import { dropDraft, keepDraft, readDraft } from './draft';
import { Notice } from '../page';
import { ProblemNotice } from './problem-notice';

type Props = {
  initial: Values;
  // The fields that the form shows: issues of others stand above it.
  fields: readonly string[];
  // Throws a Problem. The key stays the same until something is changed.
  send: (values: Values, key: string) => Promise<void>;
  // Takes over a problem, for example a conflict; true where it did.
  intercept?: (problem: Problem, values: Values) => boolean | Promise<boolean>;
  submitLabel: string;
  secondary?: ReactNode;
  notice?: ReactNode;
  // Where unsaved values are kept; never for forms with secrets.
  draftKey?: string;
  form?: FormInstance<Values>;
  wide?: boolean;
  children: ReactNode;
};

// Asks before the tab is closed with something unsaved in it.
function useCloseGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
}

export function ServerForm(props: Props) {
  const { initial, fields, send, intercept, submitLabel, draftKey } = props;
  const text = useTexts(common);
  const [own] = Form.useForm<Values>();
  const form = props.form ?? own;
  const [draft, setDraft] = useState(() => (draftKey === undefined ? undefined : readDraft(draftKey)));
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(draft !== undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useRef(newIdempotencyKey());
  const [start] = useState(() => ({ ...initial, ...draft }));
  useCloseGuard(dirty && draftKey !== undefined);

  // What stands above the form must not appear unseen above a long form.
  const top = useRef<HTMLDivElement>(null);
  const told =
    Boolean(props.notice) || (problem !== null && fieldErrors(problem, fields).fields.length === 0);
  useEffect(() => {
    if (told) top.current?.scrollIntoView({ block: 'center' });
  }, [told, problem]);

  const discard = () => {
    if (draftKey !== undefined) dropDraft(draftKey);
    setDraft(undefined);
    setDirty(false);
    for (const name of fields) form.setFieldValue(name, initial[name]);
  };

  const changed = () => {
    key.current = newIdempotencyKey();
    setDirty(true);
    if (draftKey !== undefined) keepDraft(draftKey, form.getFieldsValue(true) as Values);
  };

  const submit = async () => {
    const values = form.getFieldsValue(true) as Values;
    setBusy(true);
    setProblem(null);
    try {
      await send(values, key.current);
      key.current = newIdempotencyKey();
      if (draftKey !== undefined) dropDraft(draftKey);
      setDraft(undefined);
      setDirty(false);
    } catch (error) {
      const found = asProblem(error);
      if (await intercept?.(found, values)) return;
      const inputs = new Set(form.getFieldsError().map(({ name }) => name.join('.')));
      const marked = fieldErrors(found, fields, inputs).fields;
      form.setFields(marked);
      const first = marked[0];
      if (first) form.scrollToField(first.name, { block: 'center', focus: true });
      setProblem(found);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={start}
      onValuesChange={changed}
      onFinish={() => void submit()}
      scrollToFirstError={{ block: 'center', focus: true }}
      className="form"
    >
      <div ref={top} className="form-top">
        {props.notice}
        {draft !== undefined && (
          <Notice tone="info">
            {text.draftRestored}{' '}
            <Button type="link" size="small" onClick={discard}>
              {text.draftDiscard}
            </Button>
          </Notice>
        )}
        {problem && <ProblemNotice problem={problem} fields={fields} />}
      </div>
      {props.children}
      <div className={props.wide ? 'form-foot form-foot-wide' : 'form-foot'}>
        <Button type="primary" htmlType="submit" size="large" loading={busy} block={props.wide ?? false}>
          {submitLabel}
        </Button>
        {props.secondary}
      </div>
    </Form>
  );
}
