// The drawings of a revision.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Revision } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { EmptyState, ErrorState, Loading, Panel } from '@/kit/page';
import { useRemove } from '@/kit/remove';
import { common } from '@/kit/texts/common';
import { DrawingCards } from './drawing-cards';
import { texts } from './texts';

const path = '/api/v1/drawings';

export function Drawings({ revision, mayEdit }: { revision: Revision; mayEdit: boolean }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const remove = useRemove(path);
  const list = useList(path, { revision_id: revision.id, sort: 'id' });
  const [open, setOpen] = useState(false);
  const add = mayEdit && (
    <Button type="primary" onClick={() => setOpen(true)}>
      {text.addDrawing}
    </Button>
  );
  return (
    <Panel title={text.drawings} hint={text.drawingsHint} action={add}>
      {list.isPending && <Loading lines={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && <EmptyState title={text.noDrawings} />}
      <DrawingCards
        drawings={list.items}
        {...(mayEdit
          ? {
              tools: (id: string) => {
                const row = list.items.find((one) => one.id === id);
                return (
                  row && (
                    <Button size="small" danger type="text" onClick={() => remove(row, row.title)}>
                      {words.remove}
                    </Button>
                  )
                );
              },
            }
          : {})}
      />
      <Drawer title={text.addDrawing} size={480} open={open} onClose={() => setOpen(false)} destroyOnHidden>
        <EntityForm
          path={path}
          entity="drawing"
          groups={[{ fields: ['title', 'file_id'] }]}
          given={{ revision_id: revision.id }}
          onSaved={() => {
            setOpen(false);
            void queries.invalidateQueries({ queryKey: [path] });
          }}
        />
      </Drawer>
    </Panel>
  );
}
