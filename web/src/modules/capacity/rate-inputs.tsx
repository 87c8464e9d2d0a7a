// Prices in yuan with up to six decimals, and the tiers of a rate card.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import type { RateCard } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

type Tier = RateCard['tiers'][number];

// Millionths of a yuan inside.
export function MicroYuanInput(props: {
  value?: number | null;
  onChange?: (value: number) => void;
  id?: string;
}) {
  const words = useTexts(common);
  return (
    <InputNumber
      {...(props.id ? { id: props.id } : {})}
      className="full"
      min={0}
      controls={false}
      suffix={words.yuan}
      value={props.value ? props.value / 1_000_000 : null}
      onChange={(value) => props.onChange?.(Math.round((value ?? 0) * 1_000_000))}
    />
  );
}

export function TiersInput({ value = [], onChange }: { value?: Tier[]; onChange?: (value: Tier[]) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const change = (i: number, tier: Partial<Tier>) =>
    onChange?.(value.map((one, k) => (k === i ? { ...one, ...tier } : one)));
  return (
    <div className="stack">
      {value.map((tier, i) => (
        // Lines have nothing of their own but their place.
        <div key={i} className="calendar-line">
          <span className="row">
            <InputNumber
              aria-label={text.from}
              prefix={text.from}
              min={1}
              precision={0}
              controls={false}
              value={tier.pieces_from}
              onChange={(pieces) => change(i, { pieces_from: pieces ?? 1 })}
            />
            <InputNumber
              aria-label={text.share}
              prefix={text.share}
              min={0.0001}
              max={100}
              controls={false}
              value={tier.rate_millionths / 10_000}
              onChange={(percent) => change(i, { rate_millionths: Math.round((percent ?? 100) * 10_000) })}
            />
          </span>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={words.remove}
            onClick={() => onChange?.(value.filter((_, k) => k !== i))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        onClick={() =>
          onChange?.([...value, { pieces_from: 1000 * (value.length + 1), rate_millionths: 950_000 }])
        }
      >
        {text.addTier}
      </Button>
    </div>
  );
}
