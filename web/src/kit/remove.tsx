// Deleting a record: asked first, told afterwards.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { asProblem, removeRow, type RowPath, type Versioned } from './api';
import { useTexts } from './i18n';
import { useProblemTitle } from './page';
import { common } from './texts/common';

export function useRemove(path: RowPath): (row: Versioned, title: string) => void {
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  return (row, title) =>
    void modal.confirm({
      title: text.confirmRemove(title),
      content: text.removeExplained,
      okText: text.remove,
      cancelText: text.cancel,
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await removeRow(path, row);
          void message.success(text.removed);
        } catch (error) {
          void message.error(titleOf(asProblem(error)));
        }
        await queries.invalidateQueries({ queryKey: [path] });
      },
    });
}
