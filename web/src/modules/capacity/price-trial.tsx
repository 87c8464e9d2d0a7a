// What a piece of work costs by a rate card, line by line.
import { Form, InputNumber } from 'antd';
import { useState } from 'react';
import { api, unwrap, type Answer, type RateCard } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { texts } from './texts';

type Price = Answer<'/api/v1/rate-cards/{id}/price/actions', 'post'>;

function PriceLines({ price, pieces }: { price: Price; pieces: number }) {
  const text = useTexts(texts);
  const { choice } = useLabels('price_line');
  return (
    <table className="rows price">
      <tbody>
        {price.lines.map((line) => (
          <tr key={line.component}>
            <td>{choice('component', line.component)}</td>
            <td className="price-amount">{formatFen(line.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {text.total}
            {price.rate_millionths < 1_000_000 && (
              <span className="sub faint">{text.tierShare(String(price.rate_millionths / 10_000))}</span>
            )}
            <span className="sub faint">{text.perPiece((price.total / 100 / pieces).toFixed(4))}</span>
          </th>
          <td className="price-amount price-total">{formatFen(price.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

export function PriceTrial({ card }: { card: RateCard }) {
  const text = useTexts(texts);
  const [price, setPrice] = useState<{ price: Price; pieces: number } | null>(null);
  const asked = [
    ['pieces', text.pieces],
    ['setup', text.setupMinutes],
    ['each', text.secondsEach],
    ['area', text.areaEach],
    ['mass', text.massEach],
  ] as const;
  return (
    <div className="stack">
      <ServerForm
        initial={{ pieces: 20_000, setup: 20, each: 18, area: 240, mass: 43 }}
        fields={asked.map(([name]) => name)}
        submitLabel={text.tryIt}
        send={async (values) => {
          const number = (name: string) => Number(values[name] ?? 0);
          const found = await unwrap(
            api.POST('/api/v1/rate-cards/{id}/price/actions', {
              params: { path: { id: card.id } },
              body: {
                pieces: number('pieces'),
                setup_ms: Math.round(number('setup') * 60_000),
                unit_time_ms: Math.round(number('each') * 1000),
                area_mm2: Math.round(number('area') * 100),
                mass_mg: Math.round(number('mass') * 1000),
              },
            }),
          );
          setPrice({ price: found, pieces: number('pieces') });
        }}
      >
        <div className="form-grid">
          {asked.map(([name, label]) => (
            <Form.Item key={name} name={name} label={label}>
              <InputNumber className="full" min={0} controls={false} />
            </Form.Item>
          ))}
        </div>
      </ServerForm>
      {price && <PriceLines {...price} />}
    </div>
  );
}
