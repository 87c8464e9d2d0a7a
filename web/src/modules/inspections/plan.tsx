// The sampling plan of a lot, in figures and in a sentence that can be followed with a box of parts in front of one.
import type { Inspection } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './inspections.css';
import { texts } from './texts';
import { piecesIn } from './verdict';

export function Plan({ inspection }: { inspection: Inspection }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('inspection');
  const lot = piecesIn(inspection.quantity);
  const { sample_size: n, accept_number: ac, reject_number: re } = inspection;
  const said = (count: number) => format.number(count);
  return (
    <Panel title={text.plan} hint={text.planHint(choice('severity', inspection.severity))}>
      <dl className="plan">
        <div>
          <dt>{text.lotSize}</dt>
          <dd className="number">{said(lot)}</dd>
        </div>
        <div>
          <dt>{text.codeLetter}</dt>
          <dd>{inspection.code_letter}</dd>
        </div>
        <div className="plan-main">
          <dt>{text.sampleSize}</dt>
          <dd className="number">{said(n)}</dd>
        </div>
        <div className="plan-good">
          <dt>{text.accept}</dt>
          <dd className="number">{ac}</dd>
        </div>
        <div className="plan-bad">
          <dt>{text.reject}</dt>
          <dd className="number">{re}</dd>
        </div>
      </dl>
      <p className="plan-says">
        {n >= lot ? text.wholeLot(said(lot)) : text.planSays(said(n), said(ac), said(re))}
      </p>
      <p className="faint">
        {label('level')} {choice('level', inspection.level)} · AQL {inspection.aql}%
      </p>
    </Panel>
  );
}
