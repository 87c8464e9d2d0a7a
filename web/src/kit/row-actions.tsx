// The buttons of a record with a state table: what the server says the caller may do now. Some moves ask for a reason.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { actOnRow, asProblem, type RowPath } from './api';
import { ServerForm } from './form/server-form';
import { labelIn, useLanguage, useTexts } from './i18n';
import { useEntityMeta } from './meta';
import { useProblemTitle } from './page';
import { common } from './texts/common';

type Row = { id: string; organisation_id: string; actions?: string[] | null };

type Props = {
  path: RowPath;
  entity: string;
  row: Row;
  // The row belongs to another organisation.
  foreign?: boolean;
  // What the actions are called where the entity has no state table.
  names?: Record<string, string>;
  // Lists that show the row besides its own collection.
  shownIn?: readonly string[];
  // In the head of a page the buttons are as large as those beside them.
  size?: 'small' | 'middle';
  // Moves that cannot be taken back: they are asked about once more, with these words.
  confirm?: Record<string, string>;
  // Moves that ask for a reason.
  reasoned?: ReadonlySet<string>;
  // What people come here for.
  main?: ReadonlySet<string>;
};

// Moves that the other side has to understand.
export const withReason: ReadonlySet<string> = new Set(['reject', 'revoke']);
const none: ReadonlySet<string> = new Set();

function ReasonForm({ label, send }: { label: string; send: (reason: string) => Promise<void> }) {
  const text = useTexts(common);
  return (
    <ServerForm
      initial={{}}
      fields={['reason']}
      send={(values) => send(String(values.reason))}
      submitLabel={label}
    >
      <Form.Item
        name="reason"
        label={text.reason}
        extra={text.reasonHint}
        rules={[{ required: true, whitespace: true, message: text.required(text.reason) }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} autoFocus />
      </Form.Item>
    </ServerForm>
  );
}

export function RowActions({
  path,
  entity,
  row,
  foreign = false,
  names = {},
  shownIn = [],
  size = 'small',
  confirm = {},
  reasoned = withReason,
  main = none,
}: Props) {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const [busy, setBusy] = useState('');
  const [asking, setAsking] = useState('');
  const known = useEntityMeta(entity)?.state_table?.actions ?? [];
  const labelOf = (name: string) => {
    const action = known.find((entry) => entry.name === name);
    return action ? labelIn(action.label, language) : (names[name] ?? name);
  };

  const act = async (action: string, reason?: string) => {
    await actOnRow(path, {
      id: row.id,
      action,
      ...(reason ? { reason } : {}),
      ...(foreign ? { owner: row.organisation_id } : {}),
    });
    setAsking('');
    for (const key of [path, ...shownIn]) await queries.invalidateQueries({ queryKey: [key] });
  };
  const press = async (action: string) => {
    if (reasoned.has(action)) {
      setAsking(action);
      return;
    }
    const warning = confirm[action];
    if (
      warning &&
      !(await modal.confirm({ title: labelOf(action), content: warning, okText: labelOf(action) }))
    )
      return;
    setBusy(action);
    try {
      await act(action);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
      await queries.invalidateQueries({ queryKey: [path] });
    }
    setBusy('');
  };

  return (
    <>
      {(row.actions ?? []).map((action) => (
        <Button
          key={action}
          size={size}
          type={main.has(action) ? 'primary' : 'default'}
          loading={busy === action}
          onClick={() => void press(action)}
        >
          {labelOf(action)}
        </Button>
      ))}
      <Modal
        title={labelOf(asking)}
        open={asking !== ''}
        onCancel={() => setAsking('')}
        footer={null}
        destroyOnHidden
      >
        <ReasonForm label={labelOf(asking)} send={(reason) => act(asking, reason)} />
      </Modal>
    </>
  );
}
