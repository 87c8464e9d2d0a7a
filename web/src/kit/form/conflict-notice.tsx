// Two people changed the same record: shows where they differ, and the two ways out.
import { Button } from 'antd';
import { useTexts } from '../i18n';
import { Notice } from '../page';
import { common } from '../texts/common';
import type { Conflict } from './changes';

type Props = {
  conflicts: Conflict[];
  labelOf: (field: string) => string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

function readable(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (Array.isArray(value)) return value.map(String).join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

export function ConflictNotice({ conflicts, labelOf, onKeepMine, onTakeTheirs }: Props) {
  const text = useTexts(common);
  return (
    <Notice tone="warning" title={text.conflictTitle}>
      <p>{conflicts.length > 0 ? text.conflictText : text.conflictSame}</p>
      {conflicts.length > 0 && (
        <table className="conflict">
          <thead>
            <tr>
              <th scope="col">{text.conflictField}</th>
              <th scope="col">{text.conflictTheirs}</th>
              <th scope="col">{text.conflictMine}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(({ name, theirs, mine }) => (
              <tr key={name}>
                <th scope="row">{labelOf(name)}</th>
                <td>{readable(theirs)}</td>
                <td>{readable(mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="notice-foot">
        <Button type="primary" onClick={onKeepMine}>
          {text.conflictKeepMine}
        </Button>
        {conflicts.length > 0 && <Button onClick={onTakeTheirs}>{text.conflictTakeTheirs}</Button>}
      </div>
    </Notice>
  );
}
