// Who did it: a person, a key of another program, or the platform itself.
import type { AuditEvent } from '../api';
import { useTexts } from '../i18n';
import { Tag } from '../page';
import { detailTexts } from '../texts/detail';

export function Actor({ event }: { event: AuditEvent }) {
  const text = useTexts(detailTexts);
  if (event.actor_kind === 'system') return <span title={event.actor_name}>{text.system}</span>;
  if (event.actor_kind === 'api_key') {
    return (
      <>
        {event.actor_name} <Tag tone="plain">{text.apiKey}</Tag>
      </>
    );
  }
  return event.actor_name;
}
