// What a reference points to, by its name, as the way there. What the person may not see keeps its number.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchPage, fetchRow, type RowPath } from './api';
import { recordAddress, referenceAddress } from './detail/references';
import { choiceLabel, useMeta, type EntityMeta } from './meta';
import { useLanguage, type Language } from './i18n';

const enterprise = 'enterprise';
const staleMs = 5 * 60_000;

// An organisation is known by its enterprise, which has the same id.
function targetOf(entities: readonly EntityMeta[], reference: string): EntityMeta | undefined {
  const name = reference === 'organisation' ? enterprise : reference;
  return entities.find((entity) => entity.name === name && entity.collection?.open !== undefined);
}

export function titleIn(entity: EntityMeta, row: unknown, language: Language): string | undefined {
  const name = entity.title_field;
  const told = row as Record<string, unknown> | undefined;
  const english = language === 'en' && name ? told?.[`${name}_en`] : undefined;
  if (typeof english === 'string' && english !== '') return english;
  const value = name ? told?.[name] : undefined;
  if (typeof value !== 'string' || value === '' || name === undefined) return undefined;
  return entity.fields.find((field) => field.name === name)?.choices
    ? choiceLabel(entity, name, value, language)
    : value;
}

// A person is known by his place in the own organisation.
function UserName({ id }: { id: string }) {
  const member = useQuery({
    queryKey: ['/api/v1/members', 'user', id],
    queryFn: async () => (await fetchPage('/api/v1/members', { user_id: id, limit: 1 })).items[0] ?? null,
    staleTime: staleMs,
    retry: false,
  }).data;
  if (!member) return <span className="number">{id}</span>;
  return <Link to={recordAddress('member', member.id)}>{member.display_name}</Link>;
}

export function ReferenceTitle(props: { reference: string; id: string }) {
  return props.reference === 'user' ? <UserName id={props.id} /> : <RowTitle {...props} />;
}

function RowTitle({ reference, id }: { reference: string; id: string }) {
  const { language } = useLanguage();
  const entities = useMeta().data?.entities ?? [];
  const target = targetOf(entities, reference);
  const path = (target?.collection?.path ?? '') as RowPath;
  const row = useQuery({
    queryKey: [path, id],
    queryFn: () => fetchRow(path, id),
    enabled: target !== undefined,
    staleTime: staleMs,
    retry: false,
  });
  const title = (target && titleIn(target, row.data, language)) ?? <span className="number">{id}</span>;
  const address = row.isError ? null : referenceAddress(entities, reference, id);
  return address ? <Link to={address}>{title}</Link> : title;
}
