// Shifts, breaks and special days of a working calendar, line by line.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import type { WorkingCalendar } from '@/kit/api';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { endOf, minuteOf, minuteText } from './minute';
import { texts } from './texts';

type Shift = WorkingCalendar['shifts'][number];
type Pause = WorkingCalendar['breaks'][number];
type SpecialDay = WorkingCalendar['special_days'][number];
type Span = { starts_minute: number; ends_minute: number };

// Kept as typed until it can be read.
function TimeInput({
  value,
  label,
  onChange,
}: {
  value: string;
  label: string;
  onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  return (
    <Input
      type="time"
      aria-label={label}
      value={typed}
      className="calendar-time"
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value);
      }}
    />
  );
}

function SpanInput<S extends Span>({ span, onChange }: { span: S; onChange: (span: S) => void }) {
  const text = useTexts(texts);
  const [ends, setEnds] = useState(minuteText(span.ends_minute));
  const change = (starts: number | null, endText: string) => {
    setEnds(endText);
    const ends_minute = starts === null ? null : endOf(starts, endText);
    if (starts !== null && ends_minute !== null) onChange({ ...span, starts_minute: starts, ends_minute });
  };
  return (
    <span className="row">
      <TimeInput
        label={text.starts}
        value={minuteText(span.starts_minute)}
        onChange={(value) => change(minuteOf(value), ends)}
      />
      –
      <TimeInput
        label={text.ends}
        value={minuteText(span.ends_minute)}
        onChange={(value) => change(span.starts_minute, value)}
      />
      {span.ends_minute > 1440 && <span className="faint">{text.nextDay}</span>}
    </span>
  );
}

type LinesProps<T> = {
  value?: T[];
  onChange?: (value: T[]) => void;
  add: string;
  blank: T;
  line: (row: T, change: (row: T) => void) => ReactNode;
};

function Lines<T>({ value = [], onChange, add, blank, line }: LinesProps<T>) {
  const words = useTexts(common);
  // A line keeps its inputs when one above it goes.
  const [keys, setKeys] = useState(() => value.map((_, i) => i));
  const next = Math.max(-1, ...keys) + 1;
  return (
    <div className="stack">
      {value.map((row, i) => (
        <div key={keys[i] ?? i} className="calendar-line">
          {line(row, (changed) => onChange?.(value.map((one, k) => (k === i ? changed : one))))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={words.remove}
            onClick={() => {
              setKeys(keys.filter((_, k) => k !== i));
              onChange?.(value.filter((_, k) => k !== i));
            }}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() => {
          setKeys([...keys, next]);
          onChange?.([...value, blank]);
        }}
      >
        {add}
      </Button>
    </div>
  );
}

type Input<T> = { value?: T[]; onChange?: (value: T[]) => void };

export function ShiftsInput(props: Input<Shift>) {
  const text = useTexts(texts);
  return (
    <Lines<Shift>
      {...props}
      add={text.addShift}
      blank={{ name: '', weekdays: [1, 2, 3, 4, 5], starts_minute: 480, ends_minute: 1020 }}
      line={(shift, change) => (
        <span className="calendar-shift">
          <Input
            aria-label={text.shiftName}
            placeholder={text.shiftName}
            value={shift.name}
            maxLength={20}
            onChange={(event) => change({ ...shift, name: event.target.value })}
          />
          <SpanInput span={shift} onChange={change} />
          <Checkbox.Group
            value={shift.weekdays}
            onChange={(days) => change({ ...shift, weekdays: [...days].sort((a, b) => a - b) })}
            options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ label: text.weekday(day), value: day }))}
          />
        </span>
      )}
    />
  );
}

export function BreaksInput(props: Input<Pause>) {
  const text = useTexts(texts);
  return (
    <Lines<Pause>
      {...props}
      add={text.addBreak}
      blank={{ starts_minute: 720, ends_minute: 780 }}
      line={(pause, change) => <SpanInput span={pause} onChange={change} />}
    />
  );
}

export function SpecialDaysInput(props: Input<SpecialDay>) {
  const text = useTexts(texts);
  return (
    <Lines<SpecialDay>
      {...props}
      add={text.addDay}
      blank={{ day: '', is_worked: false, name: null }}
      line={(day, change) => (
        <span className="calendar-shift">
          <DateInput value={day.day} onChange={(value) => change({ ...day, day: value ?? '' })} />
          <Segmented
            value={day.is_worked ? 'worked' : 'off'}
            onChange={(value) => change({ ...day, is_worked: value === 'worked' })}
            options={[
              { value: 'off', label: text.holiday },
              { value: 'worked', label: text.overtime },
            ]}
          />
          <Input
            aria-label={text.dayName}
            placeholder={text.dayName}
            value={day.name ?? ''}
            maxLength={40}
            onChange={(event) => change({ ...day, name: event.target.value || null })}
          />
        </span>
      )}
    />
  );
}
