// The form of the sign-in, made of the browser's own fields: the first page of all has to take typing at once, and a
// library of controls would be most of it.
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { asProblem, fieldErrors, type Problem } from '@/kit/api';
import { ProblemNotice } from '@/kit/form/problem-notice';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';

export type SignInField = {
  name: string;
  label: string;
  hint?: string;
  type?: 'password';
  autoComplete: string;
  lengthMax: number;
};

type Props = {
  fields: readonly SignInField[];
  // Throws a Problem.
  send: (values: Record<string, string>) => Promise<void>;
  // Takes over a problem; true where it did.
  intercept?: (problem: Problem, values: Record<string, string>) => boolean;
  submitLabel: string;
  secondary?: ReactNode;
};

function FieldRow({ field, error, isFirst }: { field: SignInField; error: string; isFirst: boolean }) {
  const { name, label, hint, type = 'text', autoComplete, lengthMax } = field;
  const told = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return (
    <div className="plain-field">
      <label htmlFor={name}>
        {label}
        <span className="needed">*</span>
      </label>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={lengthMax}
        autoFocus={isFirst}
        aria-invalid={error !== ''}
        aria-describedby={told || undefined}
      />
      {error && (
        <div id={`${name}-error`} className="field-error">
          {error}
        </div>
      )}
      {hint && (
        <div id={`${name}-hint`} className="faint">
          {hint}
        </div>
      )}
    </div>
  );
}

export function SignInForm({ fields, send, intercept, submitLabel, secondary }: Props) {
  const words = useTexts(common);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const names = fields.map(({ name }) => name);

  const submit = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
    const values = Object.fromEntries(names.map((name) => [name, textOf(given.get(name))]));
    const empty = fields.filter(({ name }) => values[name] === '');
    setErrors(Object.fromEntries(empty.map(({ name, label }) => [name, words.required(label)])));
    setProblem(null);
    if (empty[0]) return form.querySelector<HTMLInputElement>(`#${empty[0].name}`)?.focus();
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const found = asProblem(error);
      if (intercept?.(found, values)) return;
      const marked = fieldErrors(found, names).fields;
      setErrors(Object.fromEntries(marked.map(({ name, errors: texts }) => [String(name), texts.join(' ')])));
      setProblem(found);
    } finally {
      setBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void submit(event.currentTarget);
  };
  return (
    <form className="plain-form" noValidate onSubmit={onSubmit}>
      {problem && <ProblemNotice problem={problem} fields={names} />}
      {fields.map((field, index) => (
        <FieldRow key={field.name} field={field} error={errors[field.name] ?? ''} isFirst={index === 0} />
      ))}
      <button type="submit" className="button button-main" aria-busy={busy}>
        {submitLabel}
      </button>
      {secondary}
    </form>
  );
}
