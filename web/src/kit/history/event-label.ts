// Events in words.
import type { Language } from '../i18n';
import type { EntityMeta } from '../meta';
import { deeds, deedsOf } from './deeds';

// Entities that have no pages and therefore no description for the app.
const hidden: Record<string, Record<Language, string>> = {
  user: { zh: '账户', en: 'Account' },
  user_session: { zh: '登录会话', en: 'Session' },
  organisation: { zh: '单位', en: 'Organisation' },
  password_reset: { zh: '密码重置', en: 'Password reset' },
  sign_in_throttle: { zh: '登录限制', en: 'Sign-in limit' },
};

// What happened is mostly called by the state that it led to, in the entity's own words.
function deedIn(entity: EntityMeta | undefined, deed: string, language: Language): string {
  const state = entity?.state_table?.states.find(({ name }) => name === deed);
  const said = deedsOf[`${entity?.name ?? ''}.${deed}`] ?? deeds[deed];
  return state?.label[language] ?? said?.[language] ?? deed.replaceAll('_', ' ');
}

// "site.created" in words: the entity's label and what was done to it. Unknown words are shown as they are.
export function eventLabel(
  event: string,
  entities: readonly EntityMeta[] | undefined,
  language: Language,
): string {
  const [entity = '', deed = ''] = event.split('.');
  const described = entities?.find((entry) => entry.name === entity);
  const name = (described?.label ?? hidden[entity])?.[language] ?? entity;
  const word = deedIn(described, deed, language);
  return word ? `${name} · ${word}` : name;
}

// What the event was about, by the field that stands for the whole; "" where the data does not tell.
export function subjectOf(data: unknown, entity: EntityMeta | undefined): string {
  if (!entity?.title_field || typeof data !== 'object' || data === null) return '';
  const value = (data as Record<string, unknown>)[entity.title_field];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof last !== 'string') return '';
  return last;
}
