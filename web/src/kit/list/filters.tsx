// A filter for every described field that the server filters by and that has a handful of values to choose from.
import { IndustryPicker, RegionPicker } from '../form/pickers';
import { labelIn, useLanguage, useTexts } from '../i18n';
import { fieldOf, type EntityMeta, type FieldMeta } from '../meta';
import { common } from '../texts/common';
import type { ListState } from './list-state';
import { FilterChoice } from './toolbar';

export function isOffered(field: FieldMeta): boolean {
  if (!field.filterable) return false;
  return (
    field.choices !== undefined ||
    field.type === 'boolean' ||
    field.format === 'region' ||
    field.format === 'industry'
  );
}

export function filterNames(entity: EntityMeta | undefined): string[] {
  return (entity?.fields ?? []).filter((field) => field.filterable).map((field) => field.name);
}

function FieldFilter({ field, state }: { field: FieldMeta; state: ListState }) {
  const { language } = useLanguage();
  const text = useTexts(common);
  const label = labelIn(field.label, language);
  const picker = { region: RegionPicker, industry: IndustryPicker }[field.format ?? ''];
  if (picker) {
    const Picker = picker;
    return (
      <Picker
        className="filter"
        label={label}
        placeholder={label}
        value={state.filters[field.name] ?? null}
        onChange={(code) => state.set(field.name, code ?? undefined)}
      />
    );
  }
  const options =
    field.type === 'boolean'
      ? [
          { value: 'true', label: text.yes },
          { value: 'false', label: text.no },
        ]
      : (field.choices ?? []).map((choice) => ({
          value: choice.name,
          label: labelIn(choice.label, language),
        }));
  return <FilterChoice state={state} name={field.name} label={label} options={options} />;
}

type Props = { entity: EntityMeta | undefined; names?: readonly string[] | undefined; state: ListState };

export function Filters({ entity, names, state }: Props) {
  const offered = (names ?? filterNames(entity)).flatMap((name) => fieldOf(entity, name) ?? []);
  return offered
    .filter(isOffered)
    .map((field) => <FieldFilter key={field.name} field={field} state={state} />);
}
