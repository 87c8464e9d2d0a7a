// Values written into machines through a gateway, and what was read back.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api, asProblem, unwrap } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag, useProblemTitle, type Tone } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { gatewayTexts } from './gateway-texts';
import { commandsPath, useCommands } from './use-gateway';
import { AgoText } from './value-text';

type Writable = { device: string; point: string; min?: number | null; max?: number | null };
const tones: Record<string, Tone> = { done: 'good', failed: 'bad', unknown: 'warning', expired: 'warning' };
const nameOf = ({ device, point }: { device: string; point: string }) =>
  device ? `${device} · ${point}` : point;

function whyFailed(text: Record<string, unknown>, code: string): string {
  const said = text[code.replace('gateway.', 'failed_')] ?? text.failed_other;
  return typeof said === 'string' ? said : code;
}

type Props = { device: string; writable: readonly Writable[]; mayWrite: boolean };

function WriteForm({ device, writable, onSent }: Omit<Props, 'mayWrite'> & { onSent: () => void }) {
  const text = useTexts(gatewayTexts);
  const words = useTexts(common);
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const [chosen, setChosen] = useState<string | null>(null);
  const [value, setValue] = useState<number | null>(null);
  const point = writable.find((one) => nameOf(one) === chosen);
  const ask = () => {
    if (!point || value === null) return;
    void modal.confirm({
      title: text.writeAsk(nameOf(point), String(value)),
      content: text.writeAskHint,
      okText: text.send,
      cancelText: words.cancel,
      onOk: async () => {
        try {
          const params = { path: { id: device } };
          const body = { device: point.device, point: point.point, value };
          await unwrap(api.POST('/api/v1/devices/{id}/gateway-commands', { params, body }));
          onSent();
        } catch (error) {
          const problem = asProblem(error);
          void message.error(problem.issues[0]?.text ?? titleOf(problem));
        }
      },
    });
  };
  return (
    <p className="row">
      <Select
        aria-label={text.point}
        placeholder={text.point}
        className="wide-choice"
        value={chosen}
        onChange={setChosen}
        options={writable.map((one) => ({ value: nameOf(one), label: nameOf(one) }))}
      />
      <InputNumber
        aria-label={text.value}
        placeholder={text.value}
        value={value}
        onChange={setValue}
        min={point?.min ?? Number.MIN_SAFE_INTEGER}
        max={point?.max ?? Number.MAX_SAFE_INTEGER}
      />
      <Button type="primary" disabled={!point || value === null} onClick={ask}>
        {text.send}
      </Button>
    </p>
  );
}

export function GatewayCommands({ device, writable, mayWrite }: Props) {
  const text = useTexts(gatewayTexts);
  const format = useFormat();
  const queries = useQueryClient();
  const { choice } = useLabels('gateway_command');
  const commands = useCommands(device).data?.items ?? [];
  const refresh = () => void queries.invalidateQueries({ queryKey: [commandsPath, device] });
  const cancel = async (id: string) => {
    const params = { path: { id } };
    await api.POST('/api/v1/gateway-commands/{id}/actions', { params, body: { action: 'cancel' } });
    refresh();
  };
  return (
    <Panel title={text.write} hint={text.writeHint}>
      {mayWrite && <WriteForm device={device} writable={writable} onSent={refresh} />}
      <ul className="refusals">
        {commands.map((command) => (
          <li key={command.id}>
            <span>
              {nameOf(command)} = {format.number(command.value)}
              <span className="sub faint">
                <AgoText at={command.created_at} />
                {typeof command.read_back === 'number' &&
                  ` · ${text.readBack(format.number(command.read_back))}`}
                {command.failure && ` · ${whyFailed(text, command.failure)}`}
              </span>
            </span>
            <span className="row">
              {mayWrite && command.status === 'waiting' && (
                <Button type="link" onClick={() => void cancel(command.id)}>
                  {text.cancel}
                </Button>
              )}
              <Tag tone={tones[command.status] ?? 'info'}>{choice('status', command.status)}</Tag>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
