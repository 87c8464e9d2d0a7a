// The list as a file: the same filters, order and columns; or with the fields that an import takes back.
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { asProblem, download } from '../api';
import { useTexts } from '../i18n';
import { useProblemTitle } from '../page';
import { listTexts } from '../texts/list';
import type { ListQuery } from './list-state';

type Props = {
  path: string;
  query: ListQuery;
  fields: readonly string[];
  toChange?: readonly string[] | undefined; // fields of a file that is brought in again
};

export function ExportMenu({ path, query, fields, toChange }: Props) {
  const words = useTexts(listTexts);
  const titleOf = useProblemTitle();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);

  const take = async (ending: 'csv' | 'xlsx', columns: readonly string[], after?: string) => {
    setBusy(true);
    try {
      const next = await download(`${path}.${ending}`, { ...query, fields: columns.join(','), after });
      if (next !== undefined) {
        void modal.confirm({
          title: words.exportMore,
          okText: words.exportNext,
          onOk: () => void take(ending, columns, next),
        });
      }
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: words.exportXlsx, onClick: () => void take('xlsx', fields) },
          { key: 'csv', label: words.exportCsv, onClick: () => void take('csv', fields) },
          ...(toChange
            ? [{ key: 'change', label: words.exportToChange, onClick: () => void take('xlsx', toChange) }]
            : []),
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} loading={busy}>
        {busy ? words.exporting : words.exportLabel}
      </Button>
    </Dropdown>
  );
}
