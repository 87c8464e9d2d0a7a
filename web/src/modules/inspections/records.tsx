// How strictly each supplier's next lot is inspected, and why: the switching rules of the standard.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Switch } from 'antd';
import { api, asProblem, changeRow, newIdempotencyKey, unwrap, type SamplingRecord } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { CardList, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { Notice, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import './inspections.css';
import { texts } from './texts';
import { recordsPath, severityTones } from './use-inspections';
import { recentLots } from './verdict';

function useDo(): (deed: () => Promise<unknown>) => Promise<void> {
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  return async (deed) => {
    try {
      await deed();
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: [recordsPath] });
  };
}

function LastLots({ record }: { record: SamplingRecord }) {
  const text = useTexts(texts);
  const lots = recentLots(record.recent, record.lots);
  if (lots.length === 0) return null;
  return (
    <p className="last-lots">
      <span className="faint">{text.lastLots}</span>
      {lots.map((isAccepted, i) => (
        <span key={i} className={isAccepted ? 'lot-good' : 'lot-bad'}>
          <span aria-hidden>{isAccepted ? '✓' : '✕'}</span>
          <span className="visually-hidden">{isAccepted ? text.lotAccepted : text.lotRejected}</span>
        </span>
      ))}
    </p>
  );
}

function Card({ record }: { record: SamplingRecord }) {
  const text = useTexts(texts);
  const can = useCan();
  const carryOut = useDo();
  const { choice } = useLabels('sampling_record');
  const mayEdit = can(permissions.inspect);
  const resume = () =>
    unwrap(
      api.POST('/api/v1/sampling-records/{id}/resumption/actions', {
        params: { path: { id: record.id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
      }),
    );
  return (
    <li className="inspection-card">
      <header>
        <h3>{record.goods}</h3>
        <Tag tone={severityTones[record.severity] ?? 'plain'}>{choice('severity', record.severity)}</Tag>
      </header>
      <span className="faint">
        <OrganisationName id={record.supplier_id} />
      </span>
      <LastLots record={record} />
      {record.severity === 'normal' && (
        <p>
          <span className="faint">{text.score}</span>{' '}
          <span className="number">{text.scoreOf(String(record.score))}</span>
        </p>
      )}
      {record.is_discontinued && <Notice tone="bad">{text.discontinued}</Notice>}
      {record.is_discontinued && mayEdit && (
        <Button size="large" onClick={() => void carryOut(resume)}>
          {text.resume}
        </Button>
      )}
      <label className="inspection-switch">
        <span>
          {text.mayReduce}
          <small className="faint">{text.mayReduceHint}</small>
        </span>
        <Switch
          checked={record.may_reduce}
          disabled={!mayEdit}
          onChange={(may_reduce) => void carryOut(() => changeRow(recordsPath, record, { may_reduce }))}
        />
      </label>
    </li>
  );
}

export function Records() {
  const text = useTexts(texts);
  const records = useList(recordsPath, { sort: '-id' });
  return (
    <>
      <p className="panel-hint">{text.recordsHint}</p>
      <CardList
        pages={records}
        empty={{ title: text.noneRecords, text: text.noneRecordsHint }}
        cards={records.items.map((record) => (
          <Card key={record.id} record={record} />
        ))}
      />
    </>
  );
}
