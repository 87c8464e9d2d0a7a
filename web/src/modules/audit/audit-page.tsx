// The audit trail: what happened here, live, and the proof that nobody altered it.
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type AuditEvent } from '@/kit/api';
import { FieldValue } from '@/kit/field-value';
import { Actor } from '@/kit/history/actor';
import { EventData } from '@/kit/history/event-data';
import { eventLabel, subjectOf } from '@/kit/history/event-label';
import { useLanguage, useTexts } from '@/kit/i18n';
import { EntityList, FilterChoice, type Column } from '@/kit/list';
import { useLiveStatus } from '@/kit/live';
import { fieldOf, useMeta, type EntityMeta } from '@/kit/meta';
import { ErrorState, Facts, Notice, PageFrame, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './audit.css';
import { texts } from './texts';

function Live() {
  const text = useTexts(texts);
  const status = useLiveStatus();
  const words = { open: text.live, connecting: text.connecting, closed: text.offline };
  return <span className={`live live-${status}`}>{words[status]}</span>;
}

function Verification({ asked }: { asked: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const answer = useQuery({
    queryKey: ['/api/v1/events/verification'],
    queryFn: () => unwrap(api.GET('/api/v1/events/verification')),
    enabled: asked,
    staleTime: 0,
    gcTime: 0,
  });
  if (!asked) return null;
  if (answer.isFetching) return <Notice tone="info">{text.verifying}</Notice>;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return null;
  if (answer.data.ok) return <Notice tone="good">{text.intact(format.number(answer.data.events))}</Notice>;
  return <Notice tone="bad">{text.broken(format.number(answer.data.first_bad_sequence))}</Notice>;
}

function Subject({ event, entity }: { event: AuditEvent; entity: EntityMeta | undefined }) {
  const subject = subjectOf(event.data, entity);
  return <FieldValue field={fieldOf(entity, entity?.title_field ?? '')} value={subject} />;
}

function EventDetails({ event, entity }: { event: AuditEvent; entity: EntityMeta | undefined }) {
  const text = useTexts(texts);
  const format = useFormat();
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: text.sequence, value: event.sequence },
          { label: text.at, value: format.instant(event.at) },
          { label: text.who, value: <Actor event={event} /> },
          { label: text.on, value: `${event.entity} ${event.entity_id}` },
          { label: text.hash, value: <span className="mono">{event.hash}</span>, wide: true },
        ]}
      />
      <EventData entity={entity} deed={event.event.split('.')[1] ?? ''} data={event.data} />
    </div>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const entities = useMeta().data?.entities;
  const [asked, setAsked] = useState(0);
  const [open, setOpen] = useState<AuditEvent | null>(null);
  const entityOf = (event: AuditEvent) => entities?.find((entry) => entry.name === event.entity);
  const label = (event: AuditEvent) => eventLabel(event.event, entities, language);

  const columns: Column<AuditEvent>[] = [
    {
      key: 'what',
      fields: ['event'],
      title: text.what,
      heading: true,
      render: (event) => (
        <button type="button" className="link" onClick={() => setOpen(event)}>
          {label(event)}
        </button>
      ),
    },
    {
      key: 'subject',
      fields: ['entity', 'entity_id'],
      title: text.on,
      render: (event) => <Subject event={event} entity={entityOf(event)} />,
    },
    {
      key: 'who',
      fields: ['actor_name', 'actor_kind'],
      title: text.who,
      render: (event) => <Actor event={event} />,
    },
    {
      key: 'at',
      title: text.at,
      render: (event) => <span className="number">{format.instant(event.at)}</span>,
    },
    {
      key: 'sequence',
      title: text.sequence,
      align: 'end',
      render: (event) => (
        <span className="number faint" title={event.hash}>
          {event.sequence}
        </span>
      ),
    },
  ];
  const entityOptions = (entities ?? []).map((entity) => ({
    value: entity.name,
    label: entity.label[language],
  }));
  return (
    <PageFrame
      title={text.audit}
      hint={text.auditHint}
      action={
        <Button type="primary" size="large" onClick={() => setAsked((times) => times + 1)}>
          {text.verify}
        </Button>
      }
    >
      <Verification key={asked} asked={asked > 0} />
      <Panel>
        <EntityList
          path="/api/v1/events"
          entity="event"
          columns={columns}
          rowKey={(event) => String(event.sequence)}
          sortDefault="-sequence"
          extra={(state) => (
            <>
              <FilterChoice state={state} name="entity" label={text.entity} options={entityOptions} />
              <Live />
            </>
          )}
          empty={{ title: text.empty, text: text.emptyHint }}
        />
      </Panel>
      <Drawer
        title={open ? label(open) : ''}
        size={600}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {open && (
          <>
            <EventDetails event={open} entity={entityOf(open)} />
            <Link
              to={`/audit?entity=${open.entity}&entity_id=${open.entity_id}`}
              onClick={() => setOpen(null)}
            >
              {text.showOne}
            </Link>
          </>
        )}
      </Drawer>
    </PageFrame>
  );
}
