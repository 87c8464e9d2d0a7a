// Two people changed the same record: shows where they differ, and the two ways out.
import { Button } from 'antd';
import { FieldValue } from '../field-value';
import { useLanguage, useTexts } from '../i18n';
import { fieldLabel, fieldOf, type EntityMeta } from '../meta';
import { Notice } from '../page';
import { common } from '../texts/common';
import type { Conflict } from './changes';

type Props = {
  conflicts: Conflict[];
  entity: EntityMeta;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

export function ConflictNotice({ conflicts, entity, onKeepMine, onTakeTheirs }: Props) {
  const text = useTexts(common);
  const { language } = useLanguage();
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
                <th scope="row">{fieldLabel(entity, name, language)}</th>
                <td>
                  <FieldValue field={fieldOf(entity, name)} value={theirs} />
                </td>
                <td>
                  <FieldValue field={fieldOf(entity, name)} value={mine} />
                </td>
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
