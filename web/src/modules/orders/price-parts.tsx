// What a price is made of: one bar, and the same in words.
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import type { OrderOption } from '@/kit/api';
import './options.css';
import { texts } from './texts';

const parts = ['work', 'setup', 'material', 'transport', 'margin', 'reserve'] as const;

export function PriceParts({ option }: { option: OrderOption }) {
  const text = useTexts(texts);
  const shown = parts.filter((part) => option[part] > 0);
  return (
    <div className="price-parts">
      <div className="price-bar" aria-hidden="true">
        {shown.map((part) => (
          <span key={part} className={`price-part-${part}`} style={{ flexGrow: option[part] }} />
        ))}
      </div>
      <dl aria-label={text.breakdown}>
        {shown.map((part) => (
          <div key={part}>
            <dt>
              <span className={`price-key price-part-${part}`} aria-hidden="true" />
              {text[`part_${part}`]}
            </dt>
            <dd className="number">{formatFen(option[part])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
