// The hours of the week in which a rule is in force.
import { Form, Select } from 'antd';
import { useTexts } from '@/kit/i18n';
import { minuteText } from './expression-text';
import { ruleTexts } from './rule-texts';

const step = 30;
const days = ['1', '2', '3', '4', '5', '6', '7'] as const;
const dayMinutes = 1440;
const minutes = (from: number, to: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => ({
    value: from + i * step,
    label: minuteText(from + i * step),
  }));

// Days as the digits that a rule keeps.
function Days({ value = '', onChange }: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const text = useTexts(ruleTexts);
  return (
    <Select
      mode="multiple"
      aria-label={text.hours}
      placeholder={text.always}
      value={value.split('').filter(Boolean)}
      onChange={(chosen: string[]) => onChange?.([...chosen].sort().join(''))}
      options={days.map((day) => ({ value: day, label: text[`day${day}`] }))}
    />
  );
}

export function ScheduleFields({ days }: { days: string | undefined }) {
  const text = useTexts(ruleTexts);
  return (
    <>
      <Form.Item name="schedule_days" label={text.hours} extra={text.hoursHint}>
        <Days />
      </Form.Item>
      {days && (
        <div className="schedule-hours">
          <Form.Item name="schedule_from_minute" label={text.from}>
            <Select allowClear options={minutes(0, dayMinutes - step)} />
          </Form.Item>
          <Form.Item name="schedule_to_minute" label={text.to}>
            <Select allowClear options={minutes(0, dayMinutes)} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
