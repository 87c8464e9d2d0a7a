// Rows from a spreadsheet: choose a file, see which column became which field, see every bad row, then import all or
// nothing.
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Progress, Select, Switch } from 'antd';
import { useRef, useState } from 'react';
import { asProblem, newIdempotencyKey, saveText, upload, type ImportReport, type Problem } from '../api';
import { FileDrop } from '../form/file-drop';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { EntityMeta, FieldMeta } from '../meta';
import { Loading, Notice, useProblemTitle } from '../page';
import { can, useSession } from '../session';
import { common } from '../texts/common';
import { listTexts } from '../texts/list';
import { emptySheet, isImportable, missingFields, withMapping } from './import-mapping';
import { ImportOutcomes, ImportProblems } from './import-results';

// `updates`: rows that are there can be changed.
type Props = { path: string; entity: EntityMeta; updates?: boolean };

type MappingProps = {
  report: ImportReport;
  fields: readonly FieldMeta[];
  mapping: readonly string[];
  onChange: (mapping: string[]) => void;
};

function Mapping({ report, fields, mapping, onChange }: MappingProps) {
  const text = useTexts(common);
  const words = useTexts(listTexts);
  const { language } = useLanguage();
  const options = [
    { value: '', label: words.importSkip },
    ...fields.map((field) => ({
      value: field.name,
      label: labelIn(field.label, language) + (field.required ? ' *' : ''),
    })),
  ];
  return (
    <table className="plain-table mapping">
      <thead>
        <tr>
          <th scope="col">{words.importColumn}</th>
          <th scope="col">{words.importExamples}</th>
          <th scope="col">{words.importField}</th>
        </tr>
      </thead>
      <tbody>
        {report.columns.map((column, index) => (
          <tr key={index}>
            <th scope="row">{column.heading || '—'}</th>
            <td className="faint">{column.examples.join(text.comma)}</td>
            <td>
              <Select
                className="full"
                aria-label={text.pair(words.importField, column.heading)}
                value={mapping[index] ?? ''}
                options={options}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={(field: string) => onChange(withMapping(mapping, index, field))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ProblemNotice({ problem }: { problem: Problem }) {
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  return (
    <Notice tone="bad" title={titleOf(problem)}>
      {problem.issues.map((issue) => (
        <div key={issue.field + issue.code}>
          {issue.field ? text.pair(issue.field, issue.text) : issue.text}
        </div>
      ))}
    </Notice>
  );
}

function useImport({ path, entity }: Props, onDone: (report: ImportReport) => void) {
  const [updates, setUpdates] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [mapping, setMapping] = useState<string[]>([]);
  const [busy, setBusy] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const queries = useQueryClient();
  // The same file with the same columns is the same import, however often it is sent.
  const key = useRef(newIdempotencyKey());

  const send = async (chosen: File, columns: string[] | undefined, dryRun: boolean, updating = updates) => {
    setBusy(0);
    setProblem(null);
    try {
      const answer = await upload<ImportReport>({
        path: `${path}/imports`,
        query: {
          columns: columns?.join(','),
          dry_run: dryRun ? 'true' : undefined,
          update: updating ? 'true' : undefined,
          basis: dryRun ? undefined : (report?.basis ?? undefined),
        },
        file: chosen,
        key: key.current,
        onProgress: setBusy,
      });
      if (!dryRun) {
        await queries.invalidateQueries({ queryKey: [path] });
        onDone(answer);
        return;
      }
      setReport(answer);
      setMapping(answer.columns.map((column) => column.field ?? ''));
    } catch (error) {
      const found = asProblem(error);
      if (columns === undefined) setReport(null);
      // Someone was faster: what would become of the rows now is shown before anything is written.
      if (!dryRun && found.status === 412) await send(chosen, columns, true, updating);
      setProblem(found);
    } finally {
      setBusy(null);
    }
  };
  return {
    entity,
    file,
    report,
    mapping,
    busy,
    problem,
    take: (chosen: File) => {
      setFile(chosen);
      key.current = newIdempotencyKey();
      void send(chosen, undefined, true);
    },
    map: (columns: string[]) => {
      setMapping(columns);
      key.current = newIdempotencyKey();
      if (file) void send(file, columns, true);
    },
    updates,
    setUpdates: (updating: boolean) => {
      setUpdates(updating);
      key.current = newIdempotencyKey();
      // The columns are guessed anew: those that name a row count now, or no more.
      if (file) void send(file, undefined, true, updating);
    },
    commit: () => {
      if (file) void send(file, mapping, false);
    },
  };
}

function Steps({ path, entity, updates, onDone }: Props & { onDone: (report: ImportReport) => void }) {
  const words = useTexts(listTexts);
  const text = useTexts(common);
  const { language } = useLanguage();
  const session = useSession();
  const work = useImport({ path, entity }, onDone);
  const { report, mapping } = work;
  const fields = entity.fields.filter((field) =>
    isImportable(field, (permission) => can(session, permission), work.updates),
  );
  // What the file leaves out of a row that is there stays; of new rows the server tells.
  const missing = report && !work.updates ? missingFields(fields, mapping) : [];
  const labels = (some: readonly FieldMeta[]) => some.map((field) => labelIn(field.label, language));
  const isGood = report?.bad_rows === 0 && missing.length === 0;
  return (
    <div className="stack">
      <p className="panel-hint">{words.importHint}</p>
      {updates && (
        <label className="import-updates">
          <Switch checked={work.updates} onChange={work.setUpdates} />
          <span>
            {words.importUpdates}
            <small className="sub">{words.importUpdatesHint}</small>
          </span>
        </label>
      )}
      <FileDrop label={words.importFile} accept=".xlsx,.csv,.txt" onFile={work.take} />
      {!report && (
        <Button
          className="start"
          icon={<DownloadOutlined />}
          onClick={() =>
            saveText(
              emptySheet(labels(fields)),
              `${labelIn(entity.label, language)}.csv`,
              'text/csv;charset=utf-8',
            )
          }
        >
          {words.importTemplate}
        </Button>
      )}
      {work.problem && <ProblemNotice problem={work.problem} />}
      {work.busy !== null && work.busy < 1 && <Progress percent={Math.round(work.busy * 100)} />}
      {work.busy !== null && !report && <Loading lines={3} />}
      {report && (
        <>
          <h3>{work.file?.name}</h3>
          <Mapping report={report} fields={fields} mapping={mapping} onChange={work.map} />
          {missing.length > 0 && (
            <Notice tone="warning">{words.importMissing(labels(missing).join(text.comma))}</Notice>
          )}
          {work.busy !== null ? (
            <Notice tone="info">{words.importChecking}</Notice>
          ) : report.bad_rows > 0 ? (
            <Notice tone="bad">
              {words.importBad(report.bad_rows, report.rows)}
              {report.problems.length >= 500 && <div>{words.importMore(report.problems.length)}</div>}
            </Notice>
          ) : (
            isGood && (
              <Notice tone="good">
                {words.importGood(report.rows)}
                {work.updates && ` ${words.importCounts(report.created, report.changed, report.unchanged)}`}
              </Notice>
            )
          )}
          {report.problems.length > 0 && <ImportProblems report={report} fields={fields} />}
          {report.outcomes.length > 0 && <ImportOutcomes report={report} fields={fields} />}
          <div className="form-foot">
            <Button
              type="primary"
              size="large"
              disabled={!isGood || work.busy !== null || report.created + report.changed === 0}
              onClick={work.commit}
            >
              {words.importNow(isGood ? report.created + report.changed : report.rows)}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

export function ImportDrawer({ path, entity, updates = false }: Props) {
  const words = useTexts(listTexts);
  const text = useTexts(common);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => setOpen(true)}>
        {words.importLabel}
      </Button>
      <Drawer
        title={words.importTitle(labelIn(entity.label, language))}
        size={820}
        open={open}
        onClose={() => setOpen(false)}
        closable={{ 'aria-label': text.close }}
        destroyOnHidden
      >
        <Steps
          path={path}
          entity={entity}
          updates={updates}
          onDone={({ created, changed }) => {
            setOpen(false);
            void message.success(words.imported(created + changed));
          }}
        />
      </Drawer>
    </>
  );
}
