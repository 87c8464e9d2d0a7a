// Creates or changes one record of a described entity: its fields come from the server's metadata, a change sends only
// what changed, and a conflict is shown with both versions.
import { Form } from 'antd';
import { useState, type ReactNode } from 'react';
import {
  changeRow,
  createRow,
  fetchRow,
  type Item,
  type Problem,
  type RowPath,
  type Versioned,
} from '../api';
import { useTexts } from '../i18n';
import { fieldOf, useEntityMeta } from '../meta';
import { Loading } from '../page';
import { common } from '../texts/common';
import { changesOf, conflictsOf, givenOf, mergedOf, type Conflict, type Values } from './changes';
import { ConflictNotice } from './conflict-notice';
import { EntityField } from './field-input';
import { ServerForm } from './server-form';

export type FieldGroup = {
  title?: string;
  fields: readonly string[];
  // Those that take the whole width.
  wide?: readonly string[];
};

type Props<P extends RowPath> = {
  path: P;
  entity: string;
  groups: readonly FieldGroup[];
  // The record to change; absent: a new one.
  row?: Item<P> & Versioned;
  preset?: Values;
  // What a new record is given besides what the form asks: the document it belongs to.
  given?: Values;
  onSaved: (row: Item<P>) => void;
  onCancel?: ReactNode;
  submitLabel?: string;
  // Inputs that the page makes by hand, by field.
  inputs?: Record<string, ReactNode>;
  // Words beside a field that refuse nothing, by field.
  remarks?: Record<string, ReactNode>;
  extra?: ReactNode;
};

type Clash = { theirs: Values & Versioned; mine: Values; conflicts: Conflict[] };

export function EntityForm<P extends RowPath>(props: Props<P>) {
  const { path, entity: name, groups, row, onSaved } = props;
  const text = useTexts(common);
  const entity = useEntityMeta(name);
  const [form] = Form.useForm<Values>();
  const [base, setBase] = useState<(Values & Versioned) | undefined>(row);
  const [clash, setClash] = useState<Clash | null>(null);
  const names = groups
    .flatMap((group) => group.fields)
    .filter((field) => fieldOf(entity, field) !== undefined);

  const send = async (values: Values, key: string) => {
    if (!base) {
      onSaved((await createRow(path, { ...props.given, ...givenOf(values, names) }, key)) as Item<P>);
      return;
    }
    const saved = await changeRow(path, base, changesOf(base, values, names));
    setBase(saved as Values & Versioned);
    setClash(null);
    onSaved(saved);
  };

  const intercept = async (problem: Problem, mine: Values) => {
    if (problem.status !== 412 || !base) return false;
    const theirs = (await fetchRow(path, base.id)) as Values & Versioned;
    setClash({ theirs, mine, conflicts: conflictsOf(base, mine, theirs, names) });
    return true;
  };

  const resolve = (theirs: readonly string[]) => {
    if (!clash || !base) return;
    // What I did not touch is theirs, and what was decided for them; the rest is sent again, against their version.
    const changed = changesOf(base, clash.mine, names);
    for (const field of names.filter((name) => !(name in changed) || theirs.includes(name)))
      form.setFieldValue(field, clash.theirs[field]);
    setBase(clash.theirs);
    setClash(null);
    form.submit();
  };

  const takeTheirs = () => {
    if (!clash || !base) return;
    form.setFieldsValue(mergedOf(base, clash.mine, clash.theirs, names));
    setBase(clash.theirs);
    setClash(null);
  };

  if (!entity) return <Loading />;
  return (
    <ServerForm
      form={form}
      initial={{ ...props.preset, ...row }}
      fields={names}
      send={send}
      intercept={intercept}
      submitLabel={props.submitLabel ?? text.save}
      secondary={props.onCancel}
      draftKey={`${name}.${row?.id ?? 'new'}`}
      notice={
        clash && (
          <ConflictNotice
            conflicts={clash.conflicts}
            entity={entity}
            onSave={resolve}
            onTakeTheirs={takeTheirs}
          />
        )
      }
    >
      {groups.map((group) => (
        <fieldset key={group.title ?? group.fields[0]} className="form-group">
          {group.title && <legend>{group.title}</legend>}
          <div className="form-grid">
            {group.fields.map((field) => {
              const meta = fieldOf(entity, field);
              if (!meta) return null;
              return (
                <EntityField
                  key={field}
                  field={meta}
                  input={props.inputs?.[field]}
                  remark={props.remarks?.[field]}
                  isNew={!row}
                  wide={group.wide?.includes(field) ?? false}
                />
              );
            })}
          </div>
        </fieldset>
      ))}
      {props.extra}
    </ServerForm>
  );
}
