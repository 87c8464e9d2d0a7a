// One kind of thing that belongs to the enterprise: a list with a drawer to add or change one.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { ReactNode } from 'react';
import type { Item, RowPath, Versioned } from '@/kit/api';
import { EntityForm, type FieldGroup } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
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
  columns: Column<Item<P>>[];
  titleOf: (row: Row<P>) => string;
  tools?: (row: Row<P>) => ReactNode;
  // Whether a row may be changed in its present state.
  isOpen?: (row: Row<P>) => boolean;
};

export function PartList<P extends RowPath>(props: Props<P>) {
  const { path, entity, mayEdit, isOpen = () => true } = props;
  const words = useTexts(common);
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
      titleOf={props.titleOf}
      mayChange={isOpen}
      mayDelete={isOpen}
      {...(props.tools && mayEdit ? { tools: props.tools } : {})}
      drawerTitle={() => title}
      drawerSize={640}
      form={(row, close) => (
        <EntityForm
          path={path}
          entity={entity}
          groups={props.groups}
          {...(row ? { row } : { preset: props.preset ?? {} })}
          onSaved={() => {
            close();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(words.saved);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <>
          <header className="panel-head">
            <p className="panel-hint">{props.hint}</p>
            {add}
          </header>
          {list}
        </>
      )}
    </ListWithDrawer>
  );
}
