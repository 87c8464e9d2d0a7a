// Percent on the screen, millionths inside.
import { InputNumber } from 'antd';

const millionths = 10_000; // of a percent

type Props = {
  id?: string;
  max?: number; // percent
  value?: number;
  onChange?: (value: number | undefined) => void;
};

export function PercentInput({ id, max = 100, value, onChange }: Props) {
  return (
    <InputNumber
      {...(id ? { id } : {})}
      className="full"
      min={0}
      max={max}
      precision={2}
      value={value === undefined ? null : value / millionths}
      onChange={(given) => onChange?.(given === null ? undefined : Math.round(given * millionths))}
      suffix="%"
    />
  );
}
