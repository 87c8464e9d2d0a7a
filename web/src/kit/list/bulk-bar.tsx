// What can be done with the chosen rows, and what became of each.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal, Progress } from 'antd';
import { useState } from 'react';
import { actOnRow, removeRow, type RowPath, type Versioned } from '../api';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { EntityMeta } from '../meta';
import { Notice, useProblemTitle } from '../page';
import { withReason } from '../row-actions';
import { useSession } from '../session';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import { runOverRows, type Outcome } from './bulk';

export type BulkRow = Versioned & { organisation_id?: string; actions?: string[] | null };

type Props<T extends BulkRow> = {
  path: RowPath;
  // Where they are listed.
  list: string;
  entity: EntityMeta | undefined;
  rows: readonly T[];
  titleOf: (row: T) => string;
  mayRemove: (row: T) => boolean;
  onClear: () => void;
};

function Results<T extends BulkRow>({
  outcomes,
  titleOf,
}: {
  outcomes: Outcome<T>[];
  titleOf: (row: T) => string;
}) {
  const words = useTexts(listTexts);
  const problemTitle = useProblemTitle();
  const bad = outcomes.filter((outcome) => outcome.problem);
  return (
    <>
      <Notice tone={bad.length > 0 ? 'warning' : 'good'}>
        {words.bulkDone(outcomes.length - bad.length)}
        {bad.length > 0 && ` · ${words.bulkFailed(bad.length)}`}
      </Notice>
      <div className="bulk-results" tabIndex={0} role="region" aria-label={words.bulkResult}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map(({ row, problem }) => (
              <tr key={row.id}>
                <th scope="row">{titleOf(row)}</th>
                <td className={problem ? 'bad' : 'good'}>
                  {problem ? problemTitle(problem) : words.bulkGood}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function BulkBar<T extends BulkRow>(props: Props<T>) {
  const { path, list, entity, rows, titleOf, mayRemove, onClear } = props;
  const words = useTexts(listTexts);
  const text = useTexts(common);
  const { language } = useLanguage();
  const { modal } = App.useApp();
  const { organisation } = useSession();
  const queries = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome<T>[] | null>(null);
  const actions = (entity?.state_table?.actions ?? [])
    .filter((action) => !withReason.has(action.name))
    .map((action) => ({
      name: action.name,
      label: labelIn(action.label, language),
      fitting: rows.filter((row) => row.actions?.includes(action.name)),
    }))
    .filter((action) => action.fitting.length > 0);
  const removable = rows.filter(mayRemove);

  const run = async (chosen: readonly T[], work: (row: T) => Promise<unknown>) => {
    setDone(0);
    const results = await runOverRows(chosen, work, setDone);
    setDone(null);
    setOutcomes(results);
    await Promise.all([path, list].map((each) => queries.invalidateQueries({ queryKey: [each] })));
  };
  const ask = (label: string, danger: boolean, chosen: readonly T[], work: (row: T) => Promise<unknown>) =>
    void modal.confirm({
      title: words.bulkAsk(label, chosen.length),
      content: danger ? text.removeExplained : undefined,
      okText: label,
      cancelText: text.cancel,
      okButtonProps: { danger },
      onOk: () => void run(chosen, work),
    });
  const act = (row: T, action: string) => {
    const owner = row.organisation_id;
    const foreign = owner !== undefined && owner !== organisation.id;
    return actOnRow(path, { id: row.id, action, ...(foreign ? { owner } : {}) });
  };
  // The outcomes outlive the rows, which may be gone by then.
  const bar = (
    <div className="bulk" role="region" aria-label={words.chosen(rows.length)}>
      <strong>{words.chosen(rows.length)}</strong>
      {actions.map(({ name, label, fitting }) => (
        <Button key={name} onClick={() => ask(label, false, fitting, (row) => act(row, name))}>
          {label}（{fitting.length}）
        </Button>
      ))}
      {removable.length > 0 && (
        <Button danger onClick={() => ask(words.bulkRemove, true, removable, (row) => removeRow(path, row))}>
          {words.bulkRemove}（{removable.length}）
        </Button>
      )}
      <Button type="text" onClick={onClear}>
        {words.unchoose}
      </Button>
      {done !== null && <Progress percent={Math.round((done / Math.max(1, rows.length)) * 100)} />}
    </div>
  );
  return (
    <>
      {rows.length > 0 && bar}
      <Modal
        title={words.bulkResult}
        open={outcomes !== null}
        footer={
          <Button type="primary" onClick={() => setOutcomes(null)}>
            {text.close}
          </Button>
        }
        onCancel={() => setOutcomes(null)}
        afterClose={onClear}
        destroyOnHidden
      >
        {outcomes && <Results outcomes={outcomes} titleOf={titleOf} />}
      </Modal>
    </>
  );
}
