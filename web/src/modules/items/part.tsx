// One kind of thing that belongs to a revision or an item: a panel with a list, and a drawer to add or change one.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { ReactNode } from 'react';
import type { Item, RowPath, Versioned } from '@/kit/api';
import { EntityForm, type FieldGroup } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import type { Column, ListQuery } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { Panel } from '@/kit/page';
import { texts } from './texts';

type Row<P extends RowPath> = Item<P> & Versioned;

type Props<P extends RowPath> = {
  path: P;
  entity: string;
  mayEdit: boolean;
  title: string;
  hint: string;
  addLabel: string;
  empty: { title: string; text?: string };
  fixed: ListQuery;
  sort?: string;
  // What a new row is given besides what the form asks.
  given: Record<string, unknown>;
  preset?: Record<string, unknown>;
  groups: readonly FieldGroup[];
  inputs?: Record<string, ReactNode>;
  columns: Column<Item<P>>[];
  titleOf: (row: Row<P>) => string;
  tools?: ReactNode;
  onSaved?: (row: Item<P>) => void;
};

export function Part<P extends RowPath>(props: Props<P>) {
  const { path, entity, mayEdit } = props;
  const text = useTexts(texts);
  const { title } = useLabels(entity);
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (
    <ListWithDrawer
      path={path}
      entity={entity}
      mayEdit={mayEdit}
      addLabel={props.addLabel}
      empty={props.empty}
      columns={props.columns}
      fixed={props.fixed}
      filters={[]}
      {...(props.sort ? { sortDefault: props.sort } : {})}
      titleOf={props.titleOf}
      drawerTitle={() => title}
      form={(row, close) => (
        <EntityForm
          path={path}
          entity={entity}
          groups={props.groups}
          {...(row ? { row } : { preset: props.preset ?? {}, given: props.given })}
          {...(props.inputs ? { inputs: props.inputs } : {})}
          onSaved={(saved) => {
            close();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.added);
            props.onSaved?.(saved);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <Panel
          title={props.title}
          hint={props.hint}
          action={
            <span className="row">
              {props.tools}
              {add}
            </span>
          }
        >
          {list}
        </Panel>
      )}
    </ListWithDrawer>
  );
}
