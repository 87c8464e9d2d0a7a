// Why nothing arrives: the last connection, the last message, and what was refused with its reason.
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Facts, Notice, Panel, Tag } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { useDiagnosis } from './use-telemetry';
import { AgoText } from './value-text';

const refusalsShown = 10;

export function Diagnosis({ device }: { device: string }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('device_diagnosis');
  const told = useDiagnosis(device).data;
  if (!told) return null;
  const never = !told.message_at && !told.connected_at && told.refusals.length === 0;
  return (
    <Panel title={text.why} hint={text.whyHint}>
      {never && (
        <Notice tone="info" title={text.neverConnected}>
          <ul className="hints">
            <li>{text.checkAddress}</li>
            <li>{told.mqtt_port > 0 ? text.checkPort(String(told.mqtt_port)) : text.noMqtt}</li>
            <li>{text.checkToken}</li>
          </ul>
        </Notice>
      )}
      <Facts
        facts={[
          {
            label: text.connection,
            value:
              told.connections > 0 ? (
                <Tag tone="good">{text.connected(told.address)}</Tag>
              ) : told.connected_at ? (
                text.lastConnected(format.instant(told.connected_at))
              ) : null,
          },
          {
            label: text.lastMessage,
            value: told.message_at ? (
              <>
                <AgoText at={told.message_at} />
                {told.message_way && ` · ${choice('message_way', told.message_way)}`}
              </>
            ) : null,
          },
          { label: text.messages, value: format.number(told.messages) },
          { label: text.written, value: format.number(told.values) },
          { label: text.refused, value: format.number(told.refused) },
        ]}
      />
      {told.refusals.length > 0 && (
        <ul className="refusals">
          {told.refusals.slice(0, refusalsShown).map((refusal, index) => (
            <li key={`${refusal.at} ${index}`}>
              <span>
                {refusal.text}
                <span className="sub faint">
                  <AgoText at={refusal.at} /> · {choice('message_way', refusal.way)}
                  {refusal.where && ` · ${refusal.where}`}
                </span>
              </span>
              <code>{refusal.code}</code>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
