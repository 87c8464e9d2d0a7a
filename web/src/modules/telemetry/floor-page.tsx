// The floor: every connected device by production line, what it is doing and its latest values.
import { PlusOutlined } from '@ant-design/icons';
import { DisconnectOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { FloorDevice } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { doingOf } from './doing';
import './telemetry.css';
import { texts } from './texts';
import { useFloor } from './use-telemetry';
import { AgoText, ValueText } from './value-text';

// Lines in the order of their names; devices of none last.
export function linesOf(devices: readonly FloorDevice[]): [string, FloorDevice[]][] {
  const lines = new Map<string, FloorDevice[]>();
  for (const device of devices) {
    const line = device.line ?? '';
    lines.set(line, [...(lines.get(line) ?? []), device]);
  }
  return [...lines].sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'zh'));
}

function DeviceCard({ device }: { device: FloorDevice }) {
  const text = useTexts(texts);
  const doing = doingOf(device);
  return (
    <li>
      <Link to={`/devices/${device.id}`} className={`floor-card state-edge-${doing}`}>
        <span className="floor-name">
          <strong>{device.name}</strong>
          <span className={`floor-state state-text-${doing}`}>
            <i className={`state-mark state-${doing}`} />
            {device.is_silent ? text.silent : (device.state?.text ?? text.reporting)}
          </span>
        </span>
        <dl className="floor-values">
          {device.values.map((value) => (
            <div key={value.point}>
              <dt>{value.label}</dt>
              <dd>
                <ValueText value={value} />
              </dd>
            </div>
          ))}
        </dl>
        <small className="faint">
          {device.heard_at ? <AgoText at={device.heard_at} /> : text.neverHeard}
        </small>
      </Link>
    </li>
  );
}

function Summary({ devices }: { devices: readonly FloorDevice[] }) {
  const text = useTexts(texts);
  const count = (doing: string) => devices.filter((device) => doingOf(device) === doing).length;
  const meanings = ['running', 'idle', 'setup', 'down', 'off', 'unknown'] as const;
  return (
    <ul className="floor-summary">
      {meanings
        .map((meaning) => [meaning, count(meaning)] as const)
        .filter(([, of]) => of > 0)
        .map(([meaning, of]) => (
          <li key={meaning}>
            <i className={`state-mark state-${meaning}`} />
            {text[`doing_${meaning}`]} <strong className="number">{of}</strong>
          </li>
        ))}
    </ul>
  );
}

export function Component() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const mayEdit = useCan()(permissions.editTelemetry);
  const floor = useFloor();
  const connect = mayEdit && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => void navigate('/devices/new')}>
      {text.connect}
    </Button>
  );
  const devices = floor.data?.devices ?? [];
  return (
    <PageFrame title={text.floor} hint={text.floorHint} action={connect}>
      {floor.isPending && <Loading lines={8} />}
      {floor.isError && <ErrorState error={floor.error} onRetry={() => void floor.refetch()} />}
      {floor.isSuccess && devices.length === 0 && (
        <Panel>
          <EmptyState title={text.noDevices} text={text.noDevicesHint} action={connect} />
        </Panel>
      )}
      {devices.length > 0 && <Summary devices={devices} />}
      {linesOf(devices).map(([line, members]) => (
        <Panel key={line} title={line || text.noLine}>
          <ul className="floor-cards">
            {members.map((device) => (
              <DeviceCard key={device.id} device={device} />
            ))}
          </ul>
        </Panel>
      ))}
      {devices.length > 0 && devices.every(({ is_silent }) => is_silent) && (
        <p className="faint">
          <DisconnectOutlined /> {text.allSilent}
        </p>
      )}
    </PageFrame>
  );
}
