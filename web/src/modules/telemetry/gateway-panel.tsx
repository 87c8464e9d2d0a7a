// A gateway on the page of its device: how it fares, what it runs, what may be written, what it says.
import { formatBytes } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { EmptyState, Facts, Notice, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { GatewayCommands } from './gateway-commands';
import { GatewayConfigurations } from './gateway-configurations';
import { gatewayTexts } from './gateway-texts';
import { useGateway } from './use-gateway';
import { AgoText } from './value-text';

const linesShown = 50;
const tones = { information: 'info', warning: 'warning', error: 'bad' } as const;

type Gateway = NonNullable<ReturnType<typeof useGateway>['data']>;
type State = NonNullable<Gateway['state']>;

function Running({ state, newest }: { state: State; newest: number }) {
  const text = useTexts(gatewayTexts);
  if (state.is_local) return <Tag tone="plain">{text.local}</Tag>;
  return (
    <>
      {state.running > 0 ? text.version(state.running) : text.noVersion}{' '}
      {state.running > 0 && state.running === newest && <Tag tone="good">{text.newest}</Tag>}
      {state.running !== newest && newest > 0 && state.refused !== newest && (
        <Tag tone="warning">{text.behind(newest)}</Tag>
      )}
    </>
  );
}

function Connections({ state }: { state: State }) {
  const text = useTexts(gatewayTexts);
  const format = useFormat();
  return (
    <ul className="refusals">
      {state.connections.map((one) => (
        <li key={one.name}>
          <span>
            {one.name}
            <span className="sub faint">
              {text.counts(
                format.number(one.reads),
                format.number(one.failures),
                format.number(one.exceptions),
              )}
              {one.failure && ` · ${one.failure}`}
            </span>
          </span>
          <span>
            <Tag tone={one.is_connected ? 'good' : 'warning'}>
              {one.is_connected ? text.connectedTag : text.brokenTag}
            </Tag>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Fares({ gateway, state }: { gateway: Gateway; state: State }) {
  const text = useTexts(gatewayTexts);
  const format = useFormat();
  return (
    <>
      {typeof state.refused === 'number' && (
        <Notice tone="warning" title={text.refusedVersion(state.refused)}>
          <pre className="plain-lines">{state.refusal}</pre>
        </Notice>
      )}
      <Facts
        facts={[
          { label: text.lastSeen, value: <AgoText at={state.seen_at} /> },
          { label: text.running, value: <Running state={state} newest={gateway.number} /> },
          { label: text.queue, value: formatBytes(state.queue_bytes) },
          { label: text.memory, value: formatBytes(state.resident_bytes) },
          {
            label: text.lost,
            value:
              state.queue_dropped + state.lost > 0
                ? text.lostText(format.number(state.queue_dropped), format.number(state.lost))
                : '0',
          },
        ]}
      />
      {state.connections.length > 0 && <Connections state={state} />}
    </>
  );
}

function Journal({ lines }: { lines: Gateway['journal'] }) {
  const text = useTexts(gatewayTexts);
  if (lines.length === 0) return <EmptyState title={text.noJournal} />;
  return (
    <ul className="refusals">
      {lines.slice(0, linesShown).map((line, index) => (
        <li key={`${line.at} ${index}`}>
          <span>
            {line.text} {line.detail}
            <span className="sub faint">
              <AgoText at={line.at} />
            </span>
          </span>
          <span>
            <Tag tone={tones[line.severity]}>{text[line.severity]}</Tag>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function GatewayPanel({ device }: { device: string }) {
  const text = useTexts(gatewayTexts);
  const can = useCan();
  const gateway = useGateway(device).data;
  if (!gateway) return null;
  return (
    <>
      <Panel title={text.gateway} hint={text.gatewayHint}>
        {gateway.state ? (
          <Fares gateway={gateway} state={gateway.state} />
        ) : (
          <Notice tone="info" title={text.neverSeen}>
            {text.neverSeenHint}
            <pre className="example">{`dengyun-edge --server ${location.origin} --token-file token --folder /var/lib/dengyun-edge`}</pre>
          </Notice>
        )}
      </Panel>
      <GatewayConfigurations device={device} mayEdit={can(permissions.editTelemetry)} />
      {gateway.writable.length > 0 && (
        <GatewayCommands
          device={device}
          writable={gateway.writable}
          mayWrite={can(permissions.writeTelemetry)}
        />
      )}
      <Panel title={text.journal}>
        <Journal lines={gateway.journal} />
      </Panel>
    </>
  );
}
