// The screens of the organisation, and new ones.
import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, unwrap, type Screen } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Loading, PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import '../telemetry.css';
import { useFloor } from '../use-telemetry';
import './editor.css';
import './screens.css';
import { screenTexts } from './screen-texts';
import { screensPath } from './use-screen';

const templates = ['workshop_overview', 'machine', 'empty'] as const;

function NewScreen() {
  const words = useTexts(common);
  const text = useTexts(screenTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { label, choice } = useLabels('screen_input');
  const [form] = Form.useForm<Values>();
  const template = Form.useWatch('template', form) as string | undefined;
  const devices = useFloor().data?.devices ?? [];
  const needed = (name: string) => [{ required: true, message: words.required(name) }];
  return (
    <ServerForm
      form={form}
      initial={{ template: 'workshop_overview' }}
      fields={['name', 'template', 'device_id']}
      submitLabel={text.add}
      send={async (values, key) => {
        const made = await unwrap(
          api.POST('/api/v1/screen-templates/actions', {
            params: { header: { 'Idempotency-Key': key } },
            body: {
              name: String(values.name),
              template: values.template as (typeof templates)[number],
              ...(values.template === 'machine' ? { device_id: String(values.device_id) } : {}),
            },
          }),
        );
        await queries.invalidateQueries({ queryKey: [screensPath] });
        await navigate(`/screens/${made.id}`);
      }}
    >
      <Form.Item name="name" label={label('name')} rules={needed(label('name'))}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="template" label={label('template')}>
        <Select options={templates.map((value) => ({ value, label: choice('template', value) }))} />
      </Form.Item>
      {template === 'machine' && (
        <Form.Item name="device_id" label={label('device_id')} rules={needed(label('device_id'))}>
          <Select options={devices.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
    </ServerForm>
  );
}

// A small picture of where the panels stand.
function Thumbnail({ screen }: { screen: Screen }) {
  return (
    <svg viewBox="0 0 24 12" className="screen-thumbnail" aria-hidden="true">
      {screen.panels.map((panel) => (
        <rect
          key={`${panel.row}:${panel.column}`}
          x={panel.column + 0.1}
          y={panel.row + 0.1}
          width={panel.width - 0.2}
          height={panel.height - 0.2}
          rx="0.2"
        />
      ))}
    </svg>
  );
}

export function Component() {
  const text = useTexts(screenTexts);
  const format = useFormat();
  const mayEdit = useCan()(permissions.editTelemetry);
  const screens = useList(screensPath, { sort: 'name' });
  const [adding, setAdding] = useState(false);
  const add = mayEdit && (
    <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text.add}
    </Button>
  );
  if (screens.isError) return <ErrorState error={screens.error} onRetry={() => void screens.refetch()} />;
  return (
    <PageFrame title={text.screens} hint={text.screensHint} action={add}>
      {screens.isPending && <Loading lines={4} />}
      {screens.isSuccess && screens.items.length === 0 && (
        <Panel>
          <EmptyState title={text.noScreens} text={text.noScreensHint} action={add} />
        </Panel>
      )}
      <ul className="screen-cards">
        {screens.items.map((screen) => (
          <li key={screen.id} className="panel">
            <Link to={`/screens/${screen.id}`} className="screen-card">
              <Thumbnail screen={screen} />
              <strong>{screen.name}</strong>
              <small className="faint">
                {text.panelsOf(screen.panels.length)} · {format.instant(screen.updated_at)}
              </small>
            </Link>
            <Link to={`/screens/${screen.id}/wall`}>{text.fullScreen}</Link>
          </li>
        ))}
      </ul>
      <Drawer title={text.add} size={480} open={adding} onClose={() => setAdding(false)} destroyOnHidden>
        <NewScreen />
      </Drawer>
    </PageFrame>
  );
}
