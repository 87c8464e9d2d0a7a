// The buttons of a record with a state table: what the server says the caller may do now.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { actOnRow, asProblem, type RowPath } from './api';
import { labelIn, useLanguage } from './i18n';
import { useEntityMeta } from './meta';
import { useProblemTitle } from './page';

type Row = { id: string; actions?: string[] | null };

export function RowActions({ path, entity, row }: { path: RowPath; entity: string; row: Row }) {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [busy, setBusy] = useState('');
  const known = useEntityMeta(entity)?.state_table?.actions ?? [];
  const labelOf = (name: string) => {
    const action = known.find((entry) => entry.name === name);
    return action ? labelIn(action.label, language) : name;
  };
  const act = async (action: string) => {
    setBusy(action);
    try {
      await actOnRow(path, row.id, action);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: [path] });
    setBusy('');
  };
  return (row.actions ?? []).map((action) => (
    <Button key={action} size="small" loading={busy === action} onClick={() => void act(action)}>
      {labelOf(action)}
    </Button>
  ));
}
