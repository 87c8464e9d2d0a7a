// The server's description of every entity: what forms ask, what lists show, what a state is called.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from './api';
import { labelIn, useLanguage, type Label, type Language } from './i18n';

export type Choice = { name: string; label: Label };
export type FieldType =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'real'
  | 'instant'
  | 'date'
  | 'id'
  | 'choice'
  | 'nested'
  | 'list';

export type FieldMeta = {
  name: string;
  label: Label;
  type: FieldType;
  element?: FieldType;
  format?: string;
  required?: boolean;
  read_only?: boolean;
  immutable?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  searchable?: boolean;
  read_permission?: string;
  write_permission?: string;
  min?: number;
  max?: number;
  length_max?: number;
  items_max?: number;
  choices?: Choice[];
  reference?: string;
  help?: Label;
};

export type Transition = {
  from: string;
  action: string;
  to: string;
  // "": only the system moves, by a timer.
  permission: string;
  by_platform: boolean;
};
// The state table of an entity, where it has one.
export type StateTable = { states: Choice[]; actions: Choice[]; transitions: Transition[] };
// Where the rows are, and which permission each of these takes; absent: it is not offered at all.
export type Collection = { path: string } & Partial<
  Record<'read' | 'open' | 'create' | 'change' | 'remove' | 'export' | 'import', string>
>;
export type EntityMeta = {
  name: string;
  label: Label;
  title_field?: string;
  fields: FieldMeta[];
  state_table?: StateTable;
  collection?: Collection;
};
// The document is computed from the descriptions and has no schema of its own in the OpenAPI document.
export type Meta = {
  entities: EntityMeta[];
  permissions: Choice[];
  roles: Choice[];
  // Words for names that are no choice of a field.
  vocabularies: { name: string; entries: Choice[] }[];
};

export function useMeta() {
  return useQuery({
    queryKey: ['/api/v1/meta'],
    queryFn: () => unwrap<Meta>(api.GET('/api/v1/meta') as Promise<{ data?: Meta; response: Response }>),
    staleTime: 'static',
    gcTime: Infinity,
  });
}

export function useEntityMeta(name: string): EntityMeta | undefined {
  const meta = useMeta();
  return meta.data?.entities.find((entity) => entity.name === name);
}

export function fieldOf(entity: EntityMeta | undefined, name: string): FieldMeta | undefined {
  return entity?.fields.find((field) => field.name === name);
}

// The label of a field, "" until the description is there.
export function fieldLabel(entity: EntityMeta | undefined, name: string, language: Language): string {
  const field = fieldOf(entity, name);
  return field ? labelIn(field.label, language) : '';
}

export function choiceLabel(
  entity: EntityMeta | undefined,
  field: string,
  value: string | null | undefined,
  language: Language,
): string {
  if (!value) return '—';
  const choice = fieldOf(entity, field)?.choices?.find((entry) => entry.name === value);
  return choice ? labelIn(choice.label, language) : value;
}

function useWords(entries: readonly Choice[]): (name: string) => string {
  const { language } = useLanguage();
  return (name) => {
    const found = entries.find((entry) => entry.name === name);
    return found ? labelIn(found.label, language) : name;
  };
}

// The name of a built-in role.
export function useRoleLabel(): (name: string) => string {
  return useWords(useMeta().data?.roles ?? []);
}

// What something is called that is no choice of a field.
export function useVocabulary(name: 'permission_module' | 'job_kind'): (name: string) => string {
  const vocabularies = useMeta().data?.vocabularies ?? [];
  return useWords(vocabularies.find((each) => each.name === name)?.entries ?? []);
}

// Labels of one entity in the present language, as functions: `label('name')`, `choice('status', 'draft')`.
export function useLabels(name: string) {
  const entity = useEntityMeta(name);
  const { language } = useLanguage();
  return {
    entity,
    title: entity ? labelIn(entity.label, language) : '',
    label: (field: string) => fieldLabel(entity, field, language),
    choice: (field: string, value: string | null | undefined) => choiceLabel(entity, field, value, language),
  };
}
