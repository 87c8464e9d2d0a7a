// Two people changed the same record: shows where they differ, and lets each field be decided.
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { FieldValue } from '../field-value';
import { useLanguage, useTexts } from '../i18n';
import { fieldLabel, fieldOf, type EntityMeta } from '../meta';
import { Notice } from '../page';
import { common } from '../texts/common';
import type { Conflict } from './changes';

type Props = {
  conflicts: Conflict[];
  entity: EntityMeta;
  // Saves, with theirs in these fields and mine in the others.
  onSave: (theirs: readonly string[]) => void;
  onTakeTheirs: () => void;
};

export function ConflictNotice({ conflicts, entity, onSave, onTakeTheirs }: Props) {
  const text = useTexts(common);
  const { language } = useLanguage();
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const decide = (name: string, isTheirs: boolean) =>
    setTheirs((before) => [...before.filter((other) => other !== name), ...(isTheirs ? [name] : [])]);
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
            {conflicts.map(({ name, theirs: their, mine }) => {
              const label = fieldLabel(entity, name, language);
              const option = (isTheirs: boolean, value: unknown, side: string) => (
                <td>
                  <Radio
                    name={`conflict-${name}`}
                    aria-label={text.pair(label, side)}
                    checked={theirs.includes(name) === isTheirs}
                    onChange={() => decide(name, isTheirs)}
                  >
                    <FieldValue field={fieldOf(entity, name)} value={value} />
                  </Radio>
                </td>
              );
              return (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  {option(true, their, text.conflictTheirs)}
                  {option(false, mine, text.conflictMine)}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className="notice-foot">
        <Button type="primary" onClick={() => onSave(theirs)}>
          {conflicts.length > 0 ? text.conflictSave : text.save}
        </Button>
        {conflicts.length > 0 && <Button onClick={onTakeTheirs}>{text.conflictTakeTheirs}</Button>}
      </div>
    </Notice>
  );
}
