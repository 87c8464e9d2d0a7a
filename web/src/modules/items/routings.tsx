// The routings of a revision, each as a graph; one operation is looked at and changed in a drawer.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Segmented } from 'antd';
import { useState } from 'react';
import type { Operation, Revision, Routing } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { FieldValue } from '@/kit/field-value';
import { useTexts } from '@/kit/i18n';
import { ImportDrawer, useList } from '@/kit/list';
import { fieldOf, useEntityMeta, useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Facts, Loading, Panel } from '@/kit/page';
import { useRemove } from '@/kit/remove';
import { common } from '@/kit/texts/common';
import { RoutingGraph } from './routing-graph';
import { texts } from './texts';

const path = '/api/v1/operations';
const fields = [
  'number',
  'name',
  'name_en',
  'process',
  'predecessors',
  'setup_s',
  'unit_time_ms',
  'yield_millionths',
  'transfer_batch',
  'has_inspection',
  'may_be_outsourced',
  'material',
  'part_size_mm',
  'tolerance_um',
  'instruction',
];

function OperationFacts({ operation }: { operation: Operation }) {
  const { entity, label } = useLabels('operation');
  return (
    <Facts
      facts={fields.map((name) => ({
        label: label(name),
        value: (
          <FieldValue
            field={fieldOf(entity, name)}
            value={(operation as unknown as Record<string, unknown>)[name]}
          />
        ),
        wide: name === 'instruction',
      }))}
    />
  );
}

type DrawerProps = {
  routing: Routing;
  open: Operation | 'new' | null;
  next: number;
  last: readonly number[];
  mayEdit: boolean;
  onClose: () => void;
};

function OperationDrawer({ routing, open, next, last, mayEdit, onClose }: DrawerProps) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const remove = useRemove(path);
  const operation = open === 'new' ? undefined : (open ?? undefined);
  return (
    <Drawer
      title={operation ? `${operation.number} ${operation.name}` : text.addOperation}
      size={600}
      open={open !== null}
      onClose={onClose}
      closable={{ 'aria-label': words.close }}
      destroyOnHidden
    >
      {open !== null && !mayEdit && operation && <OperationFacts operation={operation} />}
      {open !== null && mayEdit && (
        <EntityForm
          key={operation?.id ?? 'new'}
          path={path}
          entity="operation"
          groups={[{ fields, wide: ['instruction'] }]}
          {...(operation
            ? { row: operation }
            : {
                given: { routing_id: routing.id },
                preset: {
                  number: next,
                  predecessors: last,
                  setup_s: 0,
                  yield_millionths: 1_000_000,
                  may_be_outsourced: true,
                  has_inspection: false,
                },
              })}
          onCancel={
            operation && (
              <Button danger type="text" onClick={() => remove(operation, operation.name)}>
                {words.remove}
              </Button>
            )
          }
          onSaved={() => {
            onClose();
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.added);
          }}
        />
      )}
    </Drawer>
  );
}

function Graph({ routing, mayEdit }: { routing: Routing; mayEdit: boolean }) {
  const text = useTexts(texts);
  const entity = useEntityMeta('operation');
  const list = useList(path, { routing_id: routing.id, sort: 'number', limit: '200' });
  const [open, setOpen] = useState<Operation | 'new' | null>(null);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Loading lines={6} />;
  const operations = list.items;
  const largest = Math.max(0, ...operations.map((operation) => operation.number));
  const followed = new Set(operations.flatMap((operation) => operation.predecessors));
  const last = operations.filter((one) => !followed.has(one.number)).map((one) => one.number);
  const seconds = operations.reduce((sum, one) => sum + one.unit_time_ms / 1000, 0);
  const share = operations.reduce((product, one) => (product * one.yield_millionths) / 1_000_000, 1);
  return (
    <>
      <header className="panel-head">
        <p className="panel-hint">
          {operations.length > 0 ? text.summary(operations.length, seconds, (share * 100).toFixed(1)) : ''}
        </p>
        {mayEdit && (
          <span className="row">
            {entity && <ImportDrawer path={`/api/v1/routings/${routing.id}/operations`} entity={entity} />}
            <Button type="primary" onClick={() => setOpen('new')}>
              {text.addOperation}
            </Button>
          </span>
        )}
      </header>
      {operations.length === 0 ? (
        <EmptyState title={text.noOperations} text={text.noRoutingsHint} />
      ) : (
        <RoutingGraph
          operations={operations}
          chosen={open !== null && open !== 'new' ? open.id : null}
          onChoose={setOpen}
        />
      )}
      <OperationDrawer
        routing={routing}
        open={open}
        next={Math.floor(largest / 10) * 10 + 10}
        last={last}
        mayEdit={mayEdit}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

export function Routings({ revision, mayEdit }: { revision: Revision; mayEdit: boolean }) {
  const text = useTexts(texts);
  const queries = useQueryClient();
  const list = useList('/api/v1/routings', { revision_id: revision.id, sort: 'id' });
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const routing =
    list.items.find((one) => one.id === chosen) ?? list.items.find((one) => one.is_primary) ?? list.items[0];
  const add = mayEdit && <Button onClick={() => setAdding(true)}>{text.addRouting}</Button>;
  return (
    <Panel title={text.routings} hint={text.routingsHint} action={add}>
      {list.isPending && <Loading lines={6} />}
      {list.isSuccess && !routing && <EmptyState title={text.noRoutings} text={text.noRoutingsHint} />}
      {list.items.length > 1 && (
        <Segmented
          value={routing?.id ?? ''}
          onChange={setChosen}
          options={list.items.map((one) => ({
            value: one.id,
            label: one.is_primary ? `${one.name} · ${text.primary}` : one.name,
          }))}
        />
      )}
      {routing && <Graph key={routing.id} routing={routing} mayEdit={mayEdit} />}
      <Drawer
        title={text.addRouting}
        size={480}
        open={adding}
        onClose={() => setAdding(false)}
        destroyOnHidden
      >
        <EntityForm
          path="/api/v1/routings"
          entity="routing"
          groups={[{ fields: ['name', 'is_primary', 'note'], wide: ['name'] }]}
          given={{ revision_id: revision.id }}
          preset={{ is_primary: list.items.length === 0 }}
          onSaved={(saved) => {
            setAdding(false);
            setChosen(saved.id);
            void queries.invalidateQueries({ queryKey: ['/api/v1/routings'] });
          }}
        />
      </Drawer>
    </Panel>
  );
}
