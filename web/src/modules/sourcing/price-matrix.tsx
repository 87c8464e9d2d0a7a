// Opened bids line by line: what each bidder asks for every line and answers to every criterion, the best marked. Who
// awards the whole lot still wants to know where a bid is dear.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/kit/api';
import { formatFen, formatPrice } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { matrixTexts } from './matrix-texts';
import { bestAnswerOf, cherryPicked, columnsOf, lowestOf, type Column } from './price-columns';
import './sourcing.css';
import { texts } from './texts';
import { rfxsPath, type Rfx } from './use-sourcing';

const biddersShown = 20;

function LineRow({ line, columns }: { line: Rfx['lines'][number]; columns: readonly Column[] }) {
  const words = useTexts(matrixTexts);
  const format = useFormat();
  const lowest = lowestOf(columns, line.position);
  return (
    <tr>
      <th scope="row">
        {line.description_text}
        <small className="number">
          {format.number(line.quantity / 1_000)} {line.unit}
        </small>
      </th>
      {columns.map(({ id, name, offers }) => {
        const offer = offers.get(line.position);
        return (
          <td key={id} className="number" data-label={name}>
            {offer ? formatPrice(offer.unit_price) : '—'}
            {offer && offer.unit_price === lowest && <Tag tone="good">{words.lowest}</Tag>}
            {offer?.delivers_on && <small>{format.date(offer.delivers_on)}</small>}
          </td>
        );
      })}
    </tr>
  );
}

function CriterionRow({
  rfx,
  criterion,
  columns,
}: {
  rfx: Rfx;
  criterion: number;
  columns: readonly Column[];
}) {
  const text = useTexts(texts);
  const words = useTexts(matrixTexts);
  const asked = rfx.criteria[criterion - 1];
  if (!asked) return null;
  const best = bestAnswerOf(columns, criterion, asked);
  return (
    <tr>
      <th scope="row">{text.answerFor(asked.name, asked.unit ?? '')}</th>
      {columns.map(({ id, name, answers }) => (
        <td key={id} className="number" data-label={name}>
          {answers.get(criterion) ?? '—'}
          {best !== undefined && answers.get(criterion) === best && <Tag tone="good">{words.bestAnswer}</Tag>}
        </td>
      ))}
    </tr>
  );
}

export function PriceMatrix({ rfx }: { rfx: Rfx }) {
  const text = useTexts(texts);
  const words = useTexts(matrixTexts);
  const found = useQuery({
    queryKey: [rfxsPath, rfx.id, 'bids'],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/rfxs/{id}/bids', {
          params: { path: { id: rfx.id }, query: { limit: biddersShown, sort: 'id' } },
        }),
      ),
  });
  const columns = columnsOf(found.data?.items ?? []);
  if (columns.length < 2) return null;
  const picked = rfx.lines.length > 1 ? cherryPicked(columns, rfx) : undefined;
  const cheapest = columns[0]?.total ?? 0;
  return (
    <Panel title={words.matrix} hint={words.matrixHint}>
      <div className="comparison matrix">
        <table>
          <thead>
            <tr>
              <th scope="col">{text.lines}</th>
              {columns.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rfx.lines.map((line) => (
              <LineRow key={line.position} line={line} columns={columns} />
            ))}
            {rfx.criteria.map((one, index) => (
              <CriterionRow key={one.name} rfx={rfx} criterion={index + 1} columns={columns} />
            ))}
            <tr>
              <th scope="row">{text.total}</th>
              {columns.map(({ id, name, total }) => (
                <td key={id} className="number" data-label={name}>
                  <strong>{formatFen(total)}</strong>
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {picked !== undefined && picked < cheapest && (
        <p className="panel-hint">{words.pickedHint(formatFen(picked), formatFen(cheapest - picked))}</p>
      )}
    </Panel>
  );
}
