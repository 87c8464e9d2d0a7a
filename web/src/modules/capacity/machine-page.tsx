// One machine: what it can do, and its week.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { asProblem, changeRow, createRow, fetchRow, type Machine, type MachineWeek } from '@/kit/api';
import { FieldValue } from '@/kit/field-value';
import { ServerForm } from '@/kit/form';
import { InstantInput } from '@/kit/form/instant-input';
import { useTexts } from '@/kit/i18n';
import { fieldOf, useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './capacity.css';
import { texts } from './texts';
import { Week } from './week';

const path = '/api/v1/machines';
const slots = '/api/v1/capacity-slots';
type Slot = MachineWeek['occupied'][number];

function What({ machine }: { machine: Machine }) {
  const text = useTexts(texts);
  const { entity, label } = useLabels('machine');
  const shown = (name: keyof Machine) => <FieldValue field={fieldOf(entity, name)} value={machine[name]} />;
  const calendar = useQuery({
    queryKey: ['/api/v1/working-calendars', machine.calendar_id],
    queryFn: () => fetchRow('/api/v1/working-calendars', machine.calendar_id ?? ''),
    enabled: Boolean(machine.calendar_id),
  }).data;
  const site = useQuery({
    queryKey: ['/api/v1/sites', machine.site_id],
    queryFn: () => fetchRow('/api/v1/sites', machine.site_id),
  }).data;
  return (
    <Panel title={text.what}>
      <Facts
        facts={[
          { label: label('processes'), value: shown('processes') },
          {
            label: label('materials'),
            value: machine.materials.length > 0 ? shown('materials') : text.anyMaterial,
          },
          {
            label: label('part_size_mm_max'),
            value: machine.part_size_mm_max ? shown('part_size_mm_max') : null,
          },
          { label: label('tolerance_um'), value: machine.tolerance_um ? shown('tolerance_um') : null },
          { label: label('model'), value: machine.model ?? null },
          { label: label('built_in'), value: machine.built_in ? String(machine.built_in) : null },
          { label: text.workshop, value: <OrganisationName id={machine.organisation_id} /> },
          { label: label('site_id'), value: site?.name ?? '…' },
          {
            label: label('calendar_id'),
            value: machine.calendar_id ? (calendar?.name ?? '…') : text.usualCalendar,
          },
        ]}
      />
    </Panel>
  );
}

function ReserveForm({ machine, onDone }: { machine: string; onDone: () => void }) {
  const text = useTexts(texts);
  const { label } = useLabels('capacity_slot');
  return (
    <ServerForm
      initial={{}}
      fields={['starts_at', 'ends_at', 'purpose']}
      submitLabel={text.addSlot}
      send={async (values, key) => {
        const given = {
          machine_id: machine,
          starts_at: values.starts_at,
          ends_at: values.ends_at,
          purpose: values.purpose,
        };
        await createRow(slots, given, key);
        onDone();
      }}
    >
      <Form.Item name="starts_at" label={label('starts_at')} rules={[{ required: true }]}>
        <InstantInput minuteStep={15} />
      </Form.Item>
      <Form.Item name="ends_at" label={label('ends_at')} rules={[{ required: true }]}>
        <InstantInput minuteStep={15} />
      </Form.Item>
      <Form.Item name="purpose" label={label('purpose')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={100} />
      </Form.Item>
    </ServerForm>
  );
}

function SlotPaper({ id, machine }: { id: string; machine: string }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { label, choice } = useLabels('capacity_slot');
  const slot = useQuery({ queryKey: [slots, id], queryFn: () => fetchRow(slots, id) });
  if (slot.isError) return <ErrorState error={slot.error} />;
  if (!slot.data) return <Loading lines={4} />;
  const row = slot.data;
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: label('status'), value: choice('status', row.status) },
          { label: label('purpose'), value: row.purpose },
          { label: label('starts_at'), value: format.instant(row.starts_at) },
          { label: label('ends_at'), value: format.instant(row.ends_at) },
          {
            label: text.slot,
            value: row.expires_at ? text.until(format.instant(row.expires_at)) : undefined,
          },
        ]}
      />
      <span className="row">
        <RowActions path={slots} entity="capacity_slot" row={row} shownIn={[path, machine]} />
      </span>
    </div>
  );
}

// A machine that is out of order gets no new work, and what is planned on it is solved again.
function StopButton({ machine }: { machine: Machine }) {
  const text = useTexts(texts);
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    const stops = machine.is_available;
    if (stops && !(await modal.confirm({ title: text.stop, content: text.stopHint, okText: text.stop })))
      return;
    setBusy(true);
    try {
      await changeRow(path, machine, { is_available: !stops });
      void message.success(stops ? text.stopped : text.saved);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: [path] });
    setBusy(false);
  };
  return (
    <Button danger={machine.is_available} loading={busy} onClick={() => void press()}>
      {machine.is_available ? text.stop : text.resume}
    </Button>
  );
}

export function Component() {
  const text = useTexts(texts);
  const session = useSession();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const can = useCan();
  const id = useParams().id ?? '';
  const machine = useQuery({ queryKey: [path, id], queryFn: () => fetchRow(path, id) });
  const [slot, setSlot] = useState<Slot | 'new' | null>(null);
  if (machine.isError) return <ErrorState error={machine.error} onRetry={() => void machine.refetch()} />;
  if (!machine.data) return <Loading lines={10} />;
  const row = machine.data;
  const own = row.organisation_id === session.organisation.id;
  return (
    <PageFrame
      title={row.name}
      back={<Link to="/machines">{text.backToMachines}</Link>}
      hint={
        <>
          <span className="number">{row.number}</span>{' '}
          <Tag tone={row.is_available ? 'good' : 'warning'}>
            {row.is_available ? text.available : text.unavailable}
          </Tag>
        </>
      }
      action={own && can(permissions.editCapacity) && <StopButton machine={row} />}
    >
      <Week
        machine={id}
        onSlot={setSlot}
        action={
          own &&
          can(permissions.reserveCapacity) && (
            <Button type="primary" onClick={() => setSlot('new')}>
              {text.addSlot}
            </Button>
          )
        }
      />
      <What machine={row} />
      <Drawer
        title={slot === 'new' ? text.addSlot : text.slot}
        size={460}
        open={slot !== null}
        onClose={() => setSlot(null)}
        destroyOnHidden
      >
        {slot === 'new' && (
          <ReserveForm
            machine={id}
            onDone={() => {
              setSlot(null);
              void queries.invalidateQueries({ queryKey: [path, id] });
              void message.success(text.saved);
            }}
          />
        )}
        {slot !== null && slot !== 'new' && slot.slot_id && <SlotPaper id={slot.slot_id} machine={id} />}
      </Drawer>
    </PageFrame>
  );
}
