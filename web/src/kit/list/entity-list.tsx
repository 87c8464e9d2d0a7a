// The list of a described entity: search, filters, views, columns, files out and in, deeds on many rows. Everything comes
// from the server's description and the person's permissions; a page says only what differs.
import { useState, type ReactNode } from 'react';
import type { Item, ListPath, RowPath } from '../api';
import { useLanguage, useTexts } from '../i18n';
import { useEntityMeta, type EntityMeta } from '../meta';
import { can, useSession } from '../session';
import { listTexts } from '../texts/list';
import { BulkBar, type BulkRow } from './bulk-bar';
import { ColumnChoice } from './column-choice';
import { describedColumn, fieldsOf, useColumns } from './columns';
import { DataList, type Column, type Selection } from './data-list';
import { ExportMenu } from './export-menu';
import { filterNames, Filters } from './filters';
import { ImportDrawer } from './import-drawer';
import { fieldsToChange } from './import-mapping';
import { useListState, type ListQuery, type ListState } from './list-state';
import { SearchBox, Toolbar } from './toolbar';
import { useList } from './use-list';
import { Views } from './views';

export type EntityListProps<P extends ListPath> = {
  path: P;
  entity: string;
  // Made by hand; absent: the described fields.
  columns?: Column<Item<P>>[];
  // The buttons of a row, at its end.
  tools?: (row: Item<P>) => ReactNode;
  rowKey?: (row: Item<P>) => string;
  titleOf?: (row: Item<P>) => string;
  // What always narrows the list; not in the address.
  fixed?: ListQuery;
  // The filters that are offered; absent: all that fit.
  filters?: readonly string[];
  sortDefault?: string;
  searchHint?: string;
  // Beside the filters.
  extra?: (state: ListState) => ReactNode;
  empty: { title: string; text?: string; action?: ReactNode };
  mayRemove?: (row: Item<P>) => boolean;
  // Where the rows are moved and removed, where it is not where they are listed; they may be others'.
  deeds?: RowPath;
};

const describedShown = 6;

function usualFields(entity: EntityMeta | undefined): string[] {
  const fields = (entity?.fields ?? []).filter(
    (field) => !['id', 'organisation_id', 'version', 'created_at', 'updated_at'].includes(field.name),
  );
  return fields
    .filter((field) => (field.length_max ?? 0) <= 200 && field.format !== 'json')
    .slice(0, describedShown)
    .map((field) => field.name);
}

// Who may do nothing with many rows needs no boxes to tick.
function useChoice(rows: readonly unknown[], keyOf: (row: never) => string) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const present = new Set(rows.map((row) => keyOf(row as never)));
  const kept = [...chosen].filter((key) => present.has(key));
  const selection: Selection = {
    chosen: new Set(kept),
    toggle: (key) =>
      setChosen((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    toggleAll: (keys) =>
      setChosen((before) => (keys.every((key) => before.has(key)) ? new Set() : new Set(keys))),
  };
  return { selection, clear: () => setChosen(new Set()) };
}

export function EntityList<P extends ListPath>(props: EntityListProps<P>) {
  const { path, entity: name, tools, fixed } = props;
  const words = useTexts(listTexts);
  const { language } = useLanguage();
  const session = useSession();
  const entity = useEntityMeta(name);
  const offers = entity?.collection;
  const may = (what: 'create' | 'change' | 'remove' | 'import') => {
    const permission = offers?.[what];
    return permission !== undefined && (permission === '' || can(session, permission));
  };
  const state = useListState(filterNames(entity), props.sortDefault);
  const query = { ...state.query, ...fixed };
  const list = useList(path, query, entity !== undefined);
  const own =
    props.columns ??
    usualFields(entity).flatMap((key) => {
      const field = entity?.fields.find((each) => each.name === key);
      return field ? [describedColumn<Item<P>>(field, language)] : [];
    });
  const columns = useColumns(path, own, entity, state);
  const rowKey = props.rowKey ?? ((row: Item<P>) => (row as { id: string }).id);
  const { selection, clear } = useChoice(list.items, rowKey);
  const chosenRows = list.items.filter((row) => selection.chosen.has(rowKey(row)));
  const isMoved = (row: Item<P>) => ((row as { actions?: string[] | null }).actions ?? []).length > 0;
  const hasDeeds = (may('remove') && props.deeds === undefined) || list.items.slice(0, 200).some(isMoved);
  const isSearched = entity?.fields.some((field) => field.searchable) ?? false;
  const exported = columns.shown
    .flatMap(fieldsOf)
    .filter((field) => entity?.fields.some((each) => each.name === field && isVisible(each.read_permission)));
  // Only rows of one's own come in.
  const toChange =
    may('import') && entity && props.deeds === undefined
      ? fieldsToChange(
          entity.fields.filter((field) => isVisible(field.read_permission)),
          (permission) => can(session, permission),
        )
      : undefined;
  const shown: Column<Item<P>>[] = tools
    ? [...columns.shown, { key: 'tools', title: '', render: tools }]
    : columns.shown;

  function isVisible(permission: string | undefined): boolean {
    return permission === undefined || can(session, permission);
  }

  return (
    <>
      <Toolbar>
        {isSearched && (
          <SearchBox state={state} {...(props.searchHint ? { placeholder: props.searchHint } : {})} />
        )}
        <Filters entity={entity} names={props.filters} state={state} />
        {props.extra?.(state)}
        <span className="toolbar-end">
          <Views list={path} state={state} />
          <ColumnChoice {...columns} />
          {offers?.export !== undefined && (
            <ExportMenu path={path} query={query} fields={exported} toChange={toChange} />
          )}
          {toChange && entity && <ImportDrawer path={path} entity={entity} updates />}
        </span>
      </Toolbar>
      {hasDeeds && (
        <BulkBar
          path={props.deeds ?? (path as unknown as RowPath)}
          list={path}
          entity={entity}
          rows={chosenRows as unknown as BulkRow[]}
          titleOf={(row) => titleOf(row as unknown as Item<P>)}
          mayRemove={(row) =>
            may('remove') &&
            props.deeds === undefined &&
            (props.mayRemove?.(row as unknown as Item<P>) ?? true)
          }
          onClear={clear}
        />
      )}
      <DataList
        rows={list.items}
        rowKey={rowKey}
        columns={shown}
        pages={list}
        state={state}
        selection={hasDeeds ? selection : undefined}
        empty={props.empty}
      />
    </>
  );

  function titleOf(row: Item<P>): string {
    if (props.titleOf) return props.titleOf(row);
    const value = (row as Record<string, unknown>)[entity?.title_field ?? 'id'];
    return typeof value === 'string' && value !== '' ? value : words.details;
  }
}
