// Points of a device that are calculated from others.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { api, changeRow, createRow, unwrap, type DerivedPoint, type Device } from '@/kit/api';
import { changesOf, givenOf, ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, Panel } from '@/kit/page';
import { useRemove } from '@/kit/remove';
import { common } from '@/kit/texts/common';
import { ExpressionField } from './expression-field';
import { ruleTexts } from './rule-texts';
import { devicesPath } from './use-telemetry';

const path = '/api/v1/derived-points';
const fields = ['name', 'device_id', 'expression'] as const;

function useDerivedPoints(device: Pick<Device, 'id' | 'profile'>) {
  const all = useQuery({
    queryKey: [path],
    queryFn: () => unwrap(api.GET(path, { params: { query: { limit: 200 } } })),
  });
  return (all.data?.items ?? []).filter(
    (point) => point.device_id === device.id || point.profile === device.profile,
  );
}

type FormProps = { device: string; point?: DerivedPoint; onSaved: () => void };

function DerivedForm({ device, point, onSaved }: FormProps) {
  const words = useTexts(common);
  const { label } = useLabels('derived_point');
  const [form] = Form.useForm<Values>();
  return (
    <ServerForm
      form={form}
      initial={point ?? { device_id: device }}
      fields={fields}
      submitLabel={words.save}
      send={async (values, key) => {
        if (point) await changeRow(path, point, changesOf(point, values, fields));
        else await createRow(path, { ...givenOf(values, fields), device_id: device }, key);
        onSaved();
      }}
    >
      <Form.Item
        name="name"
        label={label('name')}
        rules={[{ required: true, whitespace: true, message: words.required(label('name')) }]}
      >
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="expression" label={label('expression')} rules={[{ required: true }]}>
        <ExpressionField device={device} isCondition={false} />
      </Form.Item>
    </ServerForm>
  );
}

type Props = { device: Pick<Device, 'id' | 'profile'>; mayEdit: boolean };

export function DerivedPanel({ device, mayEdit }: Props) {
  const text = useTexts(ruleTexts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const points = useDerivedPoints(device);
  const remove = useRemove(path);
  const [open, setOpen] = useState<DerivedPoint | 'new' | null>(null);
  return (
    <Panel
      title={text.derived}
      hint={text.derivedHint}
      action={mayEdit && <Button onClick={() => setOpen('new')}>{text.addDerived}</Button>}
    >
      {points.length === 0 && <EmptyState title={text.noDerived} text={text.noDerivedHint} />}
      <ul className="refusals">
        {points.map((point) => (
          <li key={point.id}>
            <span>
              {point.name}
              <span className="sub">
                <code>{point.expression}</code>
              </span>
            </span>
            {mayEdit && point.device_id && (
              <span className="row">
                <Button size="small" onClick={() => setOpen(point)}>
                  {words.edit}
                </Button>
                <Button size="small" danger type="text" onClick={() => remove(point, point.name)}>
                  {words.remove}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <Drawer
        title={open === 'new' || !open ? text.addDerived : open.name}
        size={560}
        open={open !== null}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        <DerivedForm
          device={device.id}
          {...(open && open !== 'new' ? { point: open } : {})}
          onSaved={() => {
            setOpen(null);
            void message.success(words.saved);
            void queries.invalidateQueries({ queryKey: [path] });
            void queries.invalidateQueries({ queryKey: [devicesPath, device.id] });
          }}
        />
      </Drawer>
    </Panel>
  );
}
