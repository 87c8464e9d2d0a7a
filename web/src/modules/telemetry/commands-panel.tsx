// Commands to a device on its page: what its profile knows by one press, anything else as JSON; what has become of them.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import type { Device, DeviceCommand, KnownCommand } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan } from '@/kit/session';
import { CommandForm } from './command-form';
import { answerText, labelOf, parametersText } from './command-text';
import { commandTexts } from './command-texts';
import './commands.css';
import { durationText } from './moment-text';
import { commandsShown, deviceCommandsPath, isOpen, useDeviceCommands } from './use-commands';
import { AgoText } from './value-text';

const tones: Record<DeviceCommand['status'], Tone | 'plain'> = {
  queued: 'info',
  sent: 'info',
  delivered: 'info',
  successful: 'good',
  failed: 'bad',
  timed_out: 'warning',
  expired: 'warning',
  cancelled: 'plain',
};
const toneOf = ({ status, is_two_way }: DeviceCommand) =>
  status === 'delivered' && !is_two_way ? 'good' : tones[status];
const tickMs = 1_000;

// How long a command has left to be sent or answered, and how much of its time that is.
function TimeLeft({ command }: { command: DeviceCommand }) {
  const text = useTexts(commandTexts);
  const { language } = useLanguage();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const isQueued = command.status === 'queued';
  const end = Date.parse(isQueued ? command.expires_at : (command.answer_by ?? command.expires_at));
  const whole = Math.max(end - Date.parse(command.created_at), 1);
  const left = Math.max(end - now, 0);
  const said = durationText(left, language);
  return (
    <>
      <span>{isQueued ? `${text.offline} · ${text.left(said)}` : text.waitsForAnswer(said)}</span>
      <span className="command-left" aria-hidden>
        <span style={{ width: `${Math.min((left / whole) * 100, 100)}%` }} />
      </span>
    </>
  );
}

// Why it has failed; anything else is what the device itself says.
const failures = {
  'device_command.answer_too_long': 'failed_answer_too_long',
  'device_command.unknown_metric': 'failed_unknown_metric',
  'device_command.bad_value': 'failed_bad_value',
} as const;
const failureOf = (code: string) =>
  code in failures ? failures[code as keyof typeof failures] : 'failed_refused';

function useOutcome(command: DeviceCommand): string[] {
  const text = useTexts(commandTexts);
  const { language } = useLanguage();
  const why: string[] = [];
  if (command.status === 'expired') why.push(text.why_expired);
  if (command.status === 'timed_out') why.push(text.why_timed_out);
  if (command.failure) why.push(text[failureOf(command.failure)]);
  if (!command.is_two_way) why.push(text.oneWay);
  if (command.status === 'successful' && command.answered_at) {
    const ms = Date.parse(command.answered_at) - Date.parse(command.created_at);
    why.push(text.took(ms < tickMs ? `${ms} ms` : durationText(ms, language)));
  }
  return why;
}

function Answer({ command }: { command: DeviceCommand }) {
  const text = useTexts(commandTexts);
  if (!command.answered_at) return null;
  const said = answerText(command.response);
  const isLate = command.status !== 'successful' && command.status !== 'failed';
  const name = isLate ? text.late : command.status === 'failed' ? text.said : text.answered;
  return (
    <span className="command-answer">
      <small>{name}</small> <code>{said || '{}'}</code>
    </span>
  );
}

function Line({ command, known }: { command: DeviceCommand; known: KnownCommand | undefined }) {
  const text = useTexts(commandTexts);
  const { language } = useLanguage();
  const { choice } = useLabels('device_command');
  const outcome = useOutcome(command);
  const given = parametersText(known, command.parameters, language);
  const who =
    command.origin === 'person'
      ? text.by(command.requested_by ?? '')
      : `${text.byRule(command.requested_by ?? '')} · ${choice('origin', command.origin)}`;
  return (
    <li className={`command command-${toneOf(command)}`}>
      <div className="command-head">
        <span className="command-name">
          {known ? labelOf(known, language) : <code>{command.method}</code>} {given && <small>{given}</small>}
        </span>
        <Tag tone={toneOf(command)}>{choice('status', command.status)}</Tag>
      </div>
      <div className="command-foot">
        <span className="faint">
          {[who, ...outcome].join(' · ')} · <AgoText at={command.created_at} />
        </span>
        <RowActions
          path={deviceCommandsPath}
          entity="device_command"
          row={command}
          shownIn={[deviceCommandsPath]}
        />
      </div>
      {isOpen(command) && (
        <div className="command-time">
          <TimeLeft command={command} />
        </div>
      )}
      <Answer command={command} />
    </li>
  );
}

type Props = { device: Device; known: readonly KnownCommand[] };

export function CommandsPanel({ device, known }: Props) {
  const text = useTexts(commandTexts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const can = useCan();
  const commands = useDeviceCommands(device.id).data?.items ?? [];
  // null: none; 'other': one that the profile does not know.
  const [sending, setSending] = useState<KnownCommand | 'other' | null>(null);
  const maySend = can(permissions.operateTelemetry) && device.is_active;
  const maySendOther = maySend && can(permissions.editTelemetry);
  const chosen = sending === 'other' ? null : sending;
  return (
    <Panel title={text.commands} hint={text.commandsHint}>
      {maySend && (
        <div className="command-buttons">
          {known.map((one) => (
            <Button key={one.method} onClick={() => setSending(one)}>
              {labelOf(one, language)}
            </Button>
          ))}
          {maySendOther && (
            <Button type="dashed" onClick={() => setSending('other')}>
              {text.other}
            </Button>
          )}
        </div>
      )}
      {commands.length === 0 ? (
        <EmptyState title={text.none} text={maySend ? text.noneHint : text.noneMay} />
      ) : (
        <ul className="command-list" aria-label={text.history}>
          {commands.map((command) => (
            <Line
              key={command.id}
              command={command}
              known={known.find(({ method }) => method === command.method)}
            />
          ))}
        </ul>
      )}
      {commands.length === commandsShown && <p className="hint">{text.more(commandsShown)}</p>}
      <Drawer
        title={chosen ? labelOf(chosen, language) : text.otherTitle}
        size={480}
        open={sending !== null}
        onClose={() => setSending(null)}
        destroyOnHidden
      >
        {sending && (
          <CommandForm
            device={device.id}
            known={chosen}
            onSent={() => {
              setSending(null);
              void message.success(text.sent);
              void queries.invalidateQueries({ queryKey: [deviceCommandsPath] });
            }}
          />
        )}
      </Drawer>
    </Panel>
  );
}
