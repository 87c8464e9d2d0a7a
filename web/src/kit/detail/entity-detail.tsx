// One record of a described entity: its fields in groups, its state with the buttons that move it, its history. A page
// names the groups where the described order is not enough.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fetchRow, type RowPath } from '../api';
import { FieldValue } from '../field-value';
import { fileAddress, FilePreview } from '../form/file-preview';
import { History } from '../history/history';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { EntityMeta, FieldMeta } from '../meta';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag, type Fact } from '../page';
import { RowActions } from '../row-actions';
import { useSession } from '../session';
import { detailTexts } from '../texts/detail';
import { EditButton } from './edit-button';
import { StateDiagram } from './state-diagram';

export type DetailGroup = { title: string; fields: readonly string[] };
export type Row = Record<string, unknown> & {
  id: string;
  organisation_id: string;
  status?: string;
  actions?: string[] | null;
};

const hidden = new Set(['id', 'version', 'organisation_id', 'status']);
const housekeeping = new Set(['created_at', 'updated_at']);
// "A" alone says nothing: "Revision A".
const isCode = /^[A-Za-z0-9.]{1,3}$/;

export function usualGroups(entity: EntityMeta, title: string): DetailGroup[] {
  const names = entity.fields.map((field) => field.name).filter((name) => !hidden.has(name));
  const own = names.filter((name) => !housekeeping.has(name));
  return [{ title, fields: [...own, ...names.filter((name) => housekeeping.has(name))] }];
}

function Value({ field, value }: { field: FieldMeta; value: unknown }) {
  if (typeof value === 'string' && field.format === 'file')
    return <FilePreview address={fileAddress(value)} />;
  return <FieldValue field={field} value={value} />;
}

const wideFormats = new Set(['multiline', 'file', 'json']);

function Group({ entity, group, row }: { entity: EntityMeta; group: DetailGroup; row: Row }) {
  const { language } = useLanguage();
  const facts = group.fields.flatMap((name): Fact[] => {
    const field = entity.fields.find((each) => each.name === name);
    if (!field) return [];
    const value = row[name];
    const given = value === null || value === '' ? null : <Value field={field} value={value} />;
    return [
      {
        label: labelIn(field.label, language),
        // Absent from the answer: not for this reader. What only the system fills is not missed where it is empty.
        value: value === undefined || (given === null && field.read_only) ? undefined : given,
        wide: wideFormats.has(field.format ?? ''),
      },
    ];
  });
  return (
    <Panel title={group.title}>
      <Facts facts={facts} />
    </Panel>
  );
}

function Life({ entity, row, path }: { entity: EntityMeta; row: Row; path: RowPath }) {
  const text = useTexts(detailTexts);
  const { organisation } = useSession();
  if (!entity.state_table || row.status === undefined) return null;
  const foreign = row.organisation_id !== organisation.id;
  return (
    <Panel
      title={text.life}
      hint={text.lifeHint}
      action={
        <span className="row">
          <RowActions path={path} entity={entity.name} row={row} foreign={foreign} size="middle" />
        </span>
      }
    >
      <StateDiagram table={entity.state_table} present={row.status} entity={entity.name} id={row.id} />
    </Panel>
  );
}

type Props = {
  entity: EntityMeta;
  id: string;
  groups?: readonly DetailGroup[];
  action?: ReactNode;
  children?: ReactNode;
};

export function EntityDetail({ entity, id, groups, action, children }: Props) {
  const text = useTexts(detailTexts);
  const { language } = useLanguage();
  const path = entity.collection?.path as RowPath;
  const answer = useQuery({ queryKey: [path, id], queryFn: () => fetchRow(path, id) });
  const label = labelIn(entity.label, language);
  if (answer.isPending)
    return (
      <PageFrame title={label}>
        <Loading lines={8} />
      </PageFrame>
    );
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const row = answer.data as Row;
  const titleField = entity.fields.find((field) => field.name === entity.title_field);
  const status = entity.fields.find((field) => field.name === 'status');
  const title = titleField ? <FieldValue field={titleField} value={row[titleField.name]} /> : id;
  const plainTitle = titleField ? row[titleField.name] : undefined;
  const isNamed = typeof plainTitle === 'string' && titleField?.choices === undefined;
  const shown = groups ?? usualGroups(entity, text.basics);
  return (
    <PageFrame
      title={isNamed ? (isCode.test(plainTitle) ? `${label} ${plainTitle}` : plainTitle) : label}
      hint={
        <>
          {isNamed ? label : title}{' '}
          {row.status !== undefined && (
            <Tag>
              <FieldValue field={status} value={row.status} />
            </Tag>
          )}
        </>
      }
      action={action ?? <EditButton entity={entity} row={row} />}
    >
      <Life entity={entity} row={row} path={path} />
      {shown.map((group) => (
        <Group key={group.title} entity={entity} group={group} row={row} />
      ))}
      {children}
      <History entity={entity} id={id} />
    </PageFrame>
  );
}
