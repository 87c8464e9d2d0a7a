// What an event did, field by field: before and after for a change, the whole row otherwise.
import { FieldValue } from '../field-value';
import { useLanguage, useTexts } from '../i18n';
import { fieldLabel, fieldOf, type EntityMeta } from '../meta';
import { changedFields } from './changed-fields';
import { detailTexts as texts } from '../texts/detail';

type Props = { entity: EntityMeta | undefined; deed: string; data: unknown };

export function EventData({ entity, deed, data }: Props) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const fields = changedFields(deed, data);
  if (fields.length === 0) return <p className="faint">{text.nothing}</p>;
  const isChange = fields.some((field) => field.before !== undefined);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{text.field}</th>
          {isChange && <th scope="col">{text.before}</th>}
          <th scope="col">{isChange ? text.after : text.value}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, before, after }) => {
          const field = fieldOf(entity, name);
          return (
            <tr key={name}>
              <th scope="row">{fieldLabel(entity, name, language) || name}</th>
              {isChange && (
                <td>
                  <FieldValue field={field} value={before} />
                </td>
              )}
              <td>
                <FieldValue field={field} value={after} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
