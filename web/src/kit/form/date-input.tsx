// A calendar date as its text, "2026-03-01".
import { DatePicker } from 'antd';
import dayjs from 'dayjs';

type Props = { value?: string | null; onChange?: (value: string | null) => void; id?: string };

export function DateInput({ value, onChange, id }: Props) {
  return (
    <DatePicker
      id={id}
      className="full"
      value={value ? dayjs(value) : null}
      // Enter takes the date; it does not send the form.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  );
}
