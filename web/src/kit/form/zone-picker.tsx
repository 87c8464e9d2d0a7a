// A time zone by its IANA name, those near China first.
import { Select } from 'antd';
import { useMemo } from 'react';
import { zoneNames } from '../time-zone';

const near = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'UTC'];

type Props = {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  // What holds where none is chosen; absent: one must be.
  otherwise?: string;
};

export function ZonePicker({ value, onChange, id, otherwise }: Props) {
  const options = useMemo(
    () => zoneNames([...near, ...(value ? [value] : [])]).map((zone) => ({ value: zone, label: zone })),
    [value],
  );
  return (
    <Select
      {...(id ? { id } : {})}
      className="full"
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={otherwise !== undefined}
      placeholder={otherwise}
      value={value ?? null}
      options={options}
      onChange={(zone: string | null | undefined) => onChange?.(zone ?? null)}
    />
  );
}
