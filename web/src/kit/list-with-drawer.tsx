// A list whose rows are added and changed in a drawer at its side: members, keys, sites. The page gives the frame, the
// form and what is special about a row.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Item, RowPath, Versioned } from './api';
import { useTexts } from './i18n';
import { EntityList, type EntityListProps } from './list';
import { useRemove } from './remove';
import { common } from './texts/common';

type Row<P extends RowPath> = Item<P> & Versioned;

type Props<P extends RowPath> = Omit<EntityListProps<P>, 'tools' | 'titleOf' | 'rowKey' | 'empty'> & {
  path: P;
  mayEdit: boolean;
  addLabel: string;
  empty: { title: string; text?: string };
  titleOf: (row: Row<P>) => string;
  drawerTitle: (row: Row<P> | undefined) => string;
  drawerSize?: number;
  // Without a row: a new one. `close` when it is saved.
  form: (row: Row<P> | undefined, close: () => void) => ReactNode;
  // Buttons of a row besides editing and deleting.
  tools?: (row: Row<P>) => ReactNode;
  // Rows that can only be made and deleted have no editing.
  mayChange?: (row: Row<P>) => boolean;
  mayDelete?: (row: Row<P>) => boolean;
  // Puts the list, and the button that adds, where the page wants them.
  children: (parts: { add: ReactNode; list: ReactNode }) => ReactNode;
};

const always = () => true;

export function ListWithDrawer<P extends RowPath>(props: Props<P>) {
  const { path, mayEdit, addLabel, titleOf, form, tools, children, ...rest } = props;
  const { mayChange = always, mayDelete = always, drawerTitle, drawerSize = 600, empty, ...list } = rest;
  const words = useTexts(common);
  const remove = useRemove(path);
  const [open, setOpen] = useState<Row<P> | 'new' | null>(null);
  const add = mayEdit ? (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {addLabel}
    </Button>
  ) : undefined;
  const buttons = (row: Row<P>) => (
    <span className="row">
      {tools?.(row)}
      {mayEdit && mayChange(row) && (
        <Button size="small" onClick={() => setOpen(row)}>
          {words.edit}
        </Button>
      )}
      {mayEdit && mayDelete(row) && (
        <Button size="small" danger type="text" onClick={() => remove(row, titleOf(row))}>
          {words.remove}
        </Button>
      )}
    </span>
  );
  const row = open === 'new' ? undefined : (open ?? undefined);
  return (
    <>
      {children({
        add,
        list: (
          <EntityList<P>
            path={path}
            {...list}
            titleOf={(each) => titleOf(each as Row<P>)}
            mayRemove={(each) => mayEdit && mayDelete(each as Row<P>)}
            {...(mayEdit || tools ? { tools: (each: Item<P>) => buttons(each as Row<P>) } : {})}
            empty={{ ...empty, action: add }}
          />
        ),
      })}
      <Drawer
        title={drawerTitle(row)}
        size={drawerSize}
        open={open !== null}
        onClose={() => setOpen(null)}
        closable={{ 'aria-label': words.close }}
        destroyOnHidden
      >
        {open !== null && form(row, () => setOpen(null))}
      </Drawer>
    </>
  );
}
