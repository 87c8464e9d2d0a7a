// The versions of a gateway's configuration, and the form of the next one.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { api, unwrap, type Issue } from '@/kit/api';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { EmptyState, Notice, Panel } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { gatewayTexts } from './gateway-texts';
import { configurationsPath, useConfigurations } from './use-gateway';
import { devicesPath } from './use-telemetry';

const example = `{
  "connections": [
    {
      "name": "plc",
      "kind": "modbus_tcp",
      "host": "192.168.1.10",
      "unit": 1,
      "device": "CNC 1",
      "groups": [
        {
          "period_ms": 1000,
          "bindings": [
            { "point": "spindle_speed", "address": 0, "type": "uint16" },
            { "point": "load", "address": 1, "type": "float32", "order": "ABCD", "deadband": 0.5 }
          ]
        }
      ]
    }
  ]
}`;

export function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

// "content.connections.0.name" as it stands in the configuration.
export function placeOf(issue: Issue): string {
  return issue.field.replace(/^content\.?/, '');
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

type FormProps = { device: string; start: string; onSaved: () => void };

function ConfigurationForm({ device, start, onSaved }: FormProps) {
  const text = useTexts(gatewayTexts);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  return (
    <ServerForm
      initial={{ note: '', content: start }}
      fields={['note', 'content']}
      submitLabel={text.saveVersion}
      notice={
        issues.length > 0 && (
          <Notice tone="bad" title={text.correct}>
            <ul className="hints">
              {issues.map((issue, index) => (
                <li key={index}>
                  <code>{placeOf(issue)}</code> {issue.text}
                </li>
              ))}
            </ul>
          </Notice>
        )
      }
      intercept={(problem) => {
        const own = problem.issues.filter(({ field }) => field.startsWith('content'));
        setIssues(own);
        return own.length > 0;
      }}
      send={async (values) => {
        const content = parsedObject(textOf(values.content));
        if (!content) {
          setIssues([{ field: '', code: 'malformed_json', text: text.notJson }]);
          return;
        }
        const params = { path: { id: device } };
        const body = { note: textOf(values.note), content };
        await unwrap(api.POST('/api/v1/devices/{id}/gateway-configurations', { params, body }));
        onSaved();
      }}
    >
      <Form.Item name="note" label={text.note}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="content" label={text.content}>
        <Input.TextArea className="code" autoSize={{ minRows: 16, maxRows: 32 }} spellCheck={false} />
      </Form.Item>
    </ServerForm>
  );
}

export function GatewayConfigurations({ device, mayEdit }: { device: string; mayEdit: boolean }) {
  const text = useTexts(gatewayTexts);
  const format = useFormat();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const versions = useConfigurations(device).data?.items ?? [];
  const [start, setStart] = useState<string | null>(null);
  const shown = (content: unknown) => JSON.stringify(content, null, 2);
  return (
    <Panel
      title={text.configuration}
      hint={text.configurationHint}
      action={
        mayEdit && (
          <Button onClick={() => setStart(versions[0] ? shown(versions[0].content) : example)}>
            {text.newVersion}
          </Button>
        )
      }
    >
      {versions.length === 0 && <EmptyState title={text.noConfigurations} />}
      <ul className="refusals">
        {versions.map((version) => (
          <li key={version.id}>
            <span>
              {text.version(version.number)} {version.note}
              <span className="sub faint">{format.instant(version.created_at)}</span>
            </span>
            {mayEdit && (
              <Button type="link" onClick={() => setStart(shown(version.content))}>
                {text.from(version.number)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Drawer
        title={text.newVersion}
        size={720}
        open={start !== null}
        onClose={() => setStart(null)}
        destroyOnHidden
      >
        <ConfigurationForm
          device={device}
          start={start ?? ''}
          onSaved={() => {
            setStart(null);
            void message.success(text.saved);
            void queries.invalidateQueries({ queryKey: [configurationsPath, device] });
            void queries.invalidateQueries({ queryKey: [devicesPath, device, 'gateway'] });
          }}
        />
      </Drawer>
    </Panel>
  );
}
