// A moment, given by the clock of the zone in which times are shown; RFC 3339 inside.
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useZone } from '../session';
import { instantOf, wallOf } from '../time-zone';

type Props = {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  minuteStep?: 5 | 15;
};

export function InstantInput({ value, onChange, id, minuteStep }: Props) {
  const zone = useZone();
  return (
    <DatePicker
      {...(id ? { id } : {})}
      className="full"
      showTime={{ format: 'HH:mm', ...(minuteStep ? { minuteStep } : {}) }}
      format="YYYY-MM-DD HH:mm"
      // The button would take the device's clock.
      showNow={false}
      value={value ? dayjs(wallOf(Date.parse(value), zone)) : null}
      onChange={(wall) =>
        onChange?.(wall ? new Date(instantOf(wall.format('YYYY-MM-DDTHH:mm:ss'), zone)).toISOString() : null)
      }
    />
  );
}
