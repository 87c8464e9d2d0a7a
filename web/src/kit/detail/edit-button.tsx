// Changes a record from its own page, in a drawer with the fields that may be changed.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { RowPath, Versioned } from '../api';
import { EntityForm } from '../form/entity-form';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { EntityMeta } from '../meta';
import { can, useSession } from '../session';
import { common } from '../texts/common';
import type { Row } from './entity-detail';

export function EditButton({ entity, row }: { entity: EntityMeta; row: Row }) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const session = useSession();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const permission = entity.collection?.change;
  const path = entity.collection?.path as RowPath;
  const fields = entity.fields
    .filter((field) => !field.read_only && !field.immutable)
    .filter((field) => field.write_permission === undefined || can(session, field.write_permission))
    .map((field) => field.name);
  // A document that has left its first state is moved by its actions and not rewritten.
  const isOpen = !entity.state_table || entity.state_table.states[0]?.name === row.status;
  const isOwn = row.organisation_id === session.organisation.id;
  if (permission === undefined || !can(session, permission) || !isOpen || !isOwn || fields.length === 0)
    return null;
  return (
    <>
      <Button type="primary" size="large" onClick={() => setOpen(true)}>
        {text.edit}
      </Button>
      <Drawer
        title={labelIn(entity.label, language)}
        size={640}
        open={open}
        onClose={() => setOpen(false)}
        closable={{ 'aria-label': text.close }}
        destroyOnHidden
      >
        <EntityForm
          path={path}
          entity={entity.name}
          groups={[{ fields }]}
          row={row as unknown as Versioned}
          onSaved={() => {
            setOpen(false);
            void queries.invalidateQueries({ queryKey: [path] });
            void message.success(text.saved);
          }}
        />
      </Drawer>
    </>
  );
}
