// One kind of thing that belongs to the enterprise: a list with a drawer to add or change one.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Item, RowPath, Versioned } from '@/kit/api';
import { EntityForm, type FieldGroup } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { useRemove } from '@/kit/remove';
import { common } from '@/kit/texts/common';

type Row<P extends RowPath> = Item<P> & Versioned;

type Props<P extends RowPath> = {
  path: P;
  entity: string;
  mayEdit: boolean;
  hint: string;
  addLabel: string;
  empty: { title: string; text: string };
  groups: readonly FieldGroup[];
  preset?: Record<string, unknown>;
  columns: Column<Row<P>>[];
  titleOf: (row: Row<P>) => string;
  tools?: (row: Row<P>) => ReactNode;
  // Whether a row may be changed in its present state.
  isOpen?: (row: Row<P>) => boolean;
};

export function PartList<P extends RowPath>(props: Props<P>) {
  const { path, entity, mayEdit, columns, titleOf, isOpen = () => true } = props;
  const words = useTexts(common);
  const { title } = useLabels(entity);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const list = useList(path);
  const remove = useRemove(path);
  const [open, setOpen] = useState<Row<P> | 'new' | null>(null);
  const rows = list.items as Row<P>[];

  const add = mayEdit ? (
    <Button type="primary" onClick={() => setOpen('new')}>
      {props.addLabel}
    </Button>
  ) : undefined;
  const tools: Column<Row<P>> = {
    key: 'tools',
    title: '',
    render: (row) => (
      <span className="row">
        {props.tools?.(row)}
        {isOpen(row) && (
          <>
            <Button size="small" onClick={() => setOpen(row)}>
              {words.edit}
            </Button>
            <Button size="small" danger type="text" onClick={() => remove(row, titleOf(row))}>
              {words.remove}
            </Button>
          </>
        )}
      </span>
    ),
  };
  return (
    <>
      <header className="panel-head">
        <p className="panel-hint">{props.hint}</p>
        {rows.length > 0 && add}
      </header>
      <DataList
        rows={rows}
        rowKey={(row) => row.id}
        columns={mayEdit ? [...columns, tools] : columns}
        pages={list}
        empty={{ ...props.empty, action: add }}
      />
      <Drawer title={title} size={640} open={open !== null} onClose={() => setOpen(null)} destroyOnHidden>
        {open !== null && (
          <EntityForm
            path={path}
            entity={entity}
            groups={props.groups}
            {...(open === 'new' ? { preset: props.preset ?? {} } : { row: open })}
            onSaved={() => {
              setOpen(null);
              void queries.invalidateQueries({ queryKey: [path] });
              void message.success(words.saved);
            }}
          />
        )}
      </Drawer>
    </>
  );
}
