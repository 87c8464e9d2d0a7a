// What an RFQ asks for, line by line, and the criteria beside the price.
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { unitIn } from '@/kit/units';
import './sourcing.css';
import { texts } from './texts';
import type { Rfx } from './use-sourcing';

export function RfxLines({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Panel title={text.lines}>
      <ol className="rfx-lines">
        {rfx.lines.map((line) => (
          <li key={line.position}>
            <div>
              <strong>{line.description_text}</strong>
              {line.specification && <span>{line.specification}</span>}
            </div>
            <div className="rfx-line-figures">
              <strong className="number">
                {formatNumber(line.quantity / 1_000, language)} {unitIn(language, line.unit)}
              </strong>
              {line.due_on && (
                <span>
                  {text.dueOn} {format.date(line.due_on)}
                </span>
              )}
            </div>
          </li>
        ))}
      </ol>
      {rfx.criteria.length > 0 && (
        <>
          <h3>{text.criteria}</h3>
          <ul className="rfx-criteria">
            {rfx.criteria.map((one) => (
              <li key={one.name}>
                <strong>{one.name}</strong>
                <span>
                  {text.worst} {one.worst} {one.unit} → {text.best} {one.best} {one.unit}
                </span>
                <span className="number">{text.percent(formatNumber(one.weight / 10_000, language))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
