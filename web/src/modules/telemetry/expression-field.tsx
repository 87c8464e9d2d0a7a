// Where an expression is written: what is wrong stands beside the field with its place marked, the points that may be used
// are at hand, and a valid one tells what it comes to now. A control of a form item.
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useDeferredValue, useRef } from 'react';
import { api, unwrap } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useFormat } from '@/kit/use-format';
import { insertedAt, markedAt, quotedName } from './expression-text';
import { ruleTexts } from './rule-texts';
import { devicesPath } from './use-telemetry';

const pointsShown = 40;
const examples = [
  ['temperature > 80 and state = "running"', 'example1'],
  ['avg(temperature, 5m) > 80', 'example2'],
  ['power > (hour() >= 22 ? 5 : 50)', 'example3'],
  ['age(count) > 120', 'example4'],
  ['abs(a - b) > 0.2', 'example5'],
] as const;

type Props = {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  device: string | undefined;
  isCondition: boolean;
};

function useCheck(device: string | undefined, expression: string, isCondition: boolean) {
  return useQuery({
    queryKey: [devicesPath, device, 'expression', expression, isCondition],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/devices/{id}/expression-checks', {
          params: { path: { id: device ?? '' } },
          body: { expression, is_condition: isCondition },
        }),
      ),
    enabled: Boolean(device),
    placeholderData: (before) => before,
  }).data;
}

export function ExpressionField({ id, value = '', onChange, device, isCondition }: Props) {
  const text = useTexts(ruleTexts);
  const format = useFormat();
  const field = useRef<TextAreaRef>(null);
  const checked = useCheck(device, useDeferredValue(value), isCondition);
  const insert = (name: string) => {
    const area = field.current?.resizableTextArea?.textArea;
    const at = area?.selectionStart ?? value.length;
    onChange?.(insertedAt(value, at, quotedName(name)));
    area?.focus();
  };
  const marked = checked && !checked.is_valid && value ? markedAt(value, checked.position ?? 1) : null;
  const now = checked?.value;
  return (
    <div className="expression">
      <Input.TextArea
        ref={field}
        {...(id ? { id } : {})}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1000}
        spellCheck={false}
        autoCapitalize="off"
        className="expression-text"
        aria-describedby={id ? `${id}-check` : undefined}
      />
      <div id={id ? `${id}-check` : undefined} aria-live="polite">
        {marked && (
          <p className="expression-problem">
            <code>
              {marked.before}
              <mark>{marked.at}</mark>
              {marked.after}
            </code>
            <span>{checked?.text}</span>
          </p>
        )}
        {checked?.is_valid && value && (
          <p className="faint">
            {typeof now !== 'number'
              ? text.notKnownNow
              : text.comesToNow(
                  isCondition
                    ? now !== 0
                      ? text.holds
                      : text.doesNotHold
                    : format.number(Number(now.toPrecision(6))),
                )}
          </p>
        )}
      </div>
      {(checked?.points.length ?? 0) > 0 && (
        <div className="expression-points" role="group" aria-label={text.pointsAtHand}>
          {checked?.points.slice(0, pointsShown).map((name) => (
            <Button key={name} size="small" onClick={() => insert(name)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      <details className="faint">
        <summary>{text.howToWrite}</summary>
        <ul className="hints">
          {examples.map(([example, meaning]) => (
            <li key={example}>
              <code>{example}</code> {text[meaning]}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
