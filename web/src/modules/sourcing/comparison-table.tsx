// How the bids compare: rank, price, adjusted price, and the reason of each rank.
import { DownloadOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { App, Button, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { actOnRow, asProblem, download } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, Panel, Tag, useProblemTitle } from '@/kit/page';
import './sourcing.css';
import { texts } from './texts';
import { bidsPath, rfxsPath, useComparison, type AwardRow, type Rfx } from './use-sourcing';

function Disqualify({ row }: { row: AwardRow }) {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const send = async () => {
    try {
      await actOnRow(bidsPath, { id: row.bid_id, action: 'disqualify', reason });
      setAsking(false);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    for (const path of [rfxsPath, bidsPath]) void queries.invalidateQueries({ queryKey: [path] });
  };
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {text.disqualify}
      </Button>
      <Modal
        open={asking}
        title={`${text.disqualify} · ${row.bidder_name}`}
        okText={text.disqualify}
        okButtonProps={{ disabled: reason.trim() === '', danger: true }}
        onOk={() => void send()}
        onCancel={() => setAsking(false)}
      >
        <label htmlFor="disqualify-reason">{text.reason}</label>
        <Input.TextArea
          id="disqualify-reason"
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 3 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  );
}

// An opened bid for another program.
function BidFile({ row }: { row: AwardRow }) {
  const text = useTexts(texts);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  return (
    <Button
      type="text"
      size="small"
      icon={<DownloadOutlined />}
      title={text.asUbl}
      aria-label={`${text.asUbl} ${row.bidder_name}`}
      onClick={() => {
        download(`${bidsPath}/${row.bid_id}/ubl`, {}).catch(
          (error: unknown) => void message.error(titleOf(asProblem(error))),
        );
      }}
    />
  );
}

type RowProps = { row: AwardRow; best: number; judging: boolean; hasFile: boolean };

function Row({ row, best, judging, hasFile }: RowProps) {
  const text = useTexts(texts);
  const { choice } = useLabels('award');
  const share = row.rank > 0 && row.adjusted > 0 ? Math.min(100, (best / row.adjusted) * 100) : 0;
  const hasPrice = row.price > 0;
  return (
    <tr className={row.rank === 1 ? 'is-first' : row.rank === 0 ? 'is-out' : undefined}>
      <td className="number" data-label={text.rank}>
        {row.rank > 0 ? row.rank : '—'}
      </td>
      <th scope="row" data-label={text.bidder}>
        {row.bidder_name} {row.is_winner && !judging && <Tag tone="good">{text.winner}</Tag>}
        {hasFile && hasPrice && <BidFile row={row} />}
      </th>
      <td className="number" data-label={text.price}>
        {hasPrice ? formatFen(row.price) : '—'}
      </td>
      <td className="number" data-label={text.adjusted}>
        {hasPrice ? formatFen(row.adjusted) : '—'}
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="price-bar">
          <rect width={share} height="4" />
        </svg>
      </td>
      <td data-label={text.reason}>
        {choice('reason', row.reason)}
        {row.rank > 0 && row.gap > 0 && (
          <small>
            {row.rank === 1 ? text.lead : text.gap} <span className="number">{formatFen(row.gap)}</span>
          </small>
        )}
      </td>
      {judging && <td>{row.reason !== 'disqualified' && <Disqualify row={row} />}</td>}
    </tr>
  );
}

export function ComparisonTable({ rfx, isBuyer }: { rfx: Rfx; isBuyer: boolean }) {
  const text = useTexts(texts);
  const compared = useComparison(rfx.id, true);
  const judging = isBuyer && rfx.status === 'opened';
  const isFinal = !['opened', 'evaluated'].includes(rfx.status);
  if (compared.isError) return <ErrorState error={compared.error} />;
  if (!compared.data) return <Loading lines={4} />;
  const rows = compared.data.rows;
  const positions = [...new Set(rows.map((row) => row.position))];
  return (
    <Panel
      title={isBuyer ? text.comparison : text.result}
      hint={isFinal ? text.comparisonFinal : text.comparisonHint}
    >
      {rows.length === 0 && <EmptyState title={text.noBids} text={text.noBidsHint} />}
      {positions.map((position) => {
        const own = rows.filter((row) => row.position === position);
        const best = own.find((row) => row.rank === 1)?.adjusted ?? 0;
        const line = rfx.lines.find((one) => one.position === position);
        return (
          <div key={position} className="comparison">
            {position > 0 && <h3>{line?.description_text ?? text.line(String(position))}</h3>}
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.rank}</th>
                  <th scope="col">{text.bidder}</th>
                  <th scope="col">{text.price}</th>
                  <th scope="col">{text.adjusted}</th>
                  <th scope="col">{text.reason}</th>
                  {judging && <td />}
                </tr>
              </thead>
              <tbody>
                {own.map((row) => (
                  <Row
                    key={row.bid_id}
                    row={row}
                    best={best}
                    judging={judging}
                    hasFile={isBuyer && rfx.format === 'sealed'}
                  />
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </Panel>
  );
}
