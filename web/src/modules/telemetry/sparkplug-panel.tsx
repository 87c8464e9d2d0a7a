// An edge node of Sparkplug B on the page of its device: is it there, what was lost, which devices are behind it.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, asProblem, unwrap, type Device } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EmptyState, Facts, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { sparkplugTexts } from './sparkplug-texts';
import { deviceCommandsPath } from './use-commands';
import { useDiagnosis } from './use-telemetry';
import { AgoText } from './value-text';

const devicesShown = 50;

type Node = NonNullable<ReturnType<typeof useDiagnosis>['data']>['sparkplug'][number];

function Online({ value }: { value: boolean }) {
  const text = useTexts(sparkplugTexts);
  return <Tag tone={value ? 'good' : 'warning'}>{value ? text.online : text.offline}</Tag>;
}

function Devices({ devices }: { devices: Node['devices'] }) {
  const text = useTexts(sparkplugTexts);
  const format = useFormat();
  if (devices.length === 0) return <EmptyState title={text.noDevices} />;
  const rest = devices.length - devicesShown;
  return (
    <>
      <ul className="refusals">
        {devices.slice(0, devicesShown).map((device) => (
          <li key={device.name}>
            <span>
              {device.device_id ? (
                <Link to={`/devices/${device.device_id}`}>{device.name}</Link>
              ) : (
                device.name
              )}
              <span className="sub faint">{text.metrics(format.number(device.metrics))}</span>
            </span>
            <span>
              <Online value={device.is_online} />
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="faint">{text.more(format.number(rest))}</p>}
    </>
  );
}

const rebirth = { metricName: 'Node Control/Rebirth', value: true };

// By the way of every command, so that it stands among them and who asked is known.
function Rebirth({ device }: { device: string }) {
  const text = useTexts(sparkplugTexts);
  const queries = useQueryClient();
  const titleOf = useProblemTitle();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      const body = { method: 'NCMD', parameters: rebirth };
      await unwrap(api.POST('/api/v1/devices/{id}/commands', { params: { path: { id: device } }, body }));
      void message.success(text.rebirthAsked);
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: [deviceCommandsPath] });
  };
  return (
    <div className="stack">
      <div>
        <Tooltip title={text.rebirthHint}>
          <Button onClick={() => void ask()} loading={busy}>
            {text.rebirth}
          </Button>
        </Tooltip>
      </div>
      <p className="hint">{text.writeHint}</p>
    </div>
  );
}

export function SparkplugPanel({ device }: { device: Pick<Device, 'id' | 'is_active'> }) {
  const text = useTexts(sparkplugTexts);
  const format = useFormat();
  const can = useCan();
  const node = useDiagnosis(device.id).data?.sparkplug[0];
  if (!node) return null;
  const mayAsk = can(permissions.operateTelemetry) && can(permissions.editTelemetry) && device.is_active;
  return (
    <Panel title={text.title} hint={text.hint(node.host)} action={<Online value={node.is_online} />}>
      <Facts
        facts={[
          { label: text.path, value: `${node.group} / ${node.node}` },
          { label: text.born, value: node.born_at ? <AgoText at={node.born_at} /> : null },
          { label: text.died, value: node.died_at ? <AgoText at={node.died_at} /> : null },
          { label: text.births, value: format.number(node.births) },
          { label: text.sequence, value: `${node.death_sequence ?? '–'} / ${node.sequence ?? '–'}` },
          {
            label: text.gaps,
            value:
              node.gaps + node.rebirths_asked > 0
                ? text.gapsText(format.number(node.gaps), format.number(node.rebirths_asked))
                : '0',
          },
        ]}
      />
      {mayAsk && <Rebirth device={device.id} />}
      <Devices devices={node.devices} />
    </Panel>
  );
}
