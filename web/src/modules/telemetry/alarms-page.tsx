// Alarms: what holds now and what has held; acknowledged, shelved, looked up.
import { Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { Alarm } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EntityList, type Column } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { ReferenceTitle } from '@/kit/reference-title';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { AlarmRules } from './alarm-rules';
import { useOddityText } from './oddity-text';
import './telemetry.css';
import { texts } from './texts';
import { alarmsPath } from './use-telemetry';

const severityTones: Record<Alarm['severity'], Tone> = { info: 'info', warning: 'warning', critical: 'bad' };
const statusTones: Record<Alarm['status'], Tone | 'plain'> = {
  active_unacknowledged: 'bad',
  escalated: 'bad',
  active_acknowledged: 'warning',
  cleared_unacknowledged: 'info',
  shelved: 'plain',
  closed: 'plain',
};

function AlarmList() {
  const text = useTexts(texts);
  const format = useFormat();
  const odd = useOddityText();
  const { choice, label } = useLabels('alarm');
  const columns: Column<Alarm>[] = [
    {
      key: 'name',
      fields: ['name', 'point'],
      title: label('name'),
      heading: true,
      render: (row) => (
        <>
          {row.name}
          <span className="sub">
            <ReferenceTitle reference="device" id={row.device_id} />
          </span>
        </>
      ),
    },
    {
      key: 'severity',
      title: label('severity'),
      render: (row) => <Tag tone={severityTones[row.severity]}>{choice('severity', row.severity)}</Tag>,
    },
    {
      key: 'status',
      title: label('status'),
      render: (row) => <Tag tone={statusTones[row.status]}>{choice('status', row.status)}</Tag>,
    },
    {
      key: 'value',
      fields: ['value', 'oddity', 'usual'],
      title: label('value'),
      align: 'end',
      render: (row) => (
        <>
          <span className="number">{format.number(row.value) || '—'}</span>
          {row.oddity && <span className="sub">{odd(row)}</span>}
        </>
      ),
    },
    { key: 'raised_at', title: label('raised_at'), render: (row) => format.instant(row.raised_at) },
    {
      key: 'cleared_at',
      title: label('cleared_at'),
      render: (row) => (row.cleared_at ? format.instant(row.cleared_at) : '—'),
    },
  ];
  return (
    <EntityList
      path={alarmsPath}
      entity="alarm"
      columns={columns}
      filters={['status', 'severity']}
      sortDefault="-raised_at"
      titleOf={(row) => row.name}
      tools={(row) => <RowActions path={alarmsPath} entity="alarm" row={row} />}
      empty={{ title: text.noAlarms, text: text.noAlarmsHint }}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const mayEdit = useCan()(permissions.editTelemetry);
  const tab = search.get('tab') === 'rules' ? 'rules' : 'alarms';
  return (
    <PageFrame title={text.alarms} hint={text.alarmsHint} back={<Link to="/floor">{text.backToFloor}</Link>}>
      <Panel>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch(key === 'rules' ? { tab: 'rules' } : {})}
          destroyOnHidden
          items={[
            { key: 'alarms', label: text.alarms, children: <AlarmList /> },
            { key: 'rules', label: text.rules, children: <AlarmRules mayEdit={mayEdit} /> },
          ]}
        />
      </Panel>
    </PageFrame>
  );
}
