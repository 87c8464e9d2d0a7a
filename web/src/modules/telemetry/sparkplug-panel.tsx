// An edge node of Sparkplug B on the page of its device: is it there, what was lost, which devices are behind it.
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { EmptyState, Facts, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { sparkplugTexts } from './sparkplug-texts';
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

export function SparkplugPanel({ device }: { device: string }) {
  const text = useTexts(sparkplugTexts);
  const format = useFormat();
  const node = useDiagnosis(device).data?.sparkplug[0];
  if (!node) return null;
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
      <Devices devices={node.devices} />
    </Panel>
  );
}
