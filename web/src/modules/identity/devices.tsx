// Where I am signed in.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { api, asProblem, unwrap, type Item } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { DataList, useList, type Column } from '@/kit/list';
import { Panel, Tag, useProblemTitle } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';
import { deviceName } from './user-agent';

type Device = Item<'/api/v1/session/devices'>;

export function Devices() {
  const text = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const list = useList('/api/v1/session/devices');
  const end = async (device: Device) => {
    try {
      await unwrap(api.DELETE('/api/v1/session/devices/{id}', { params: { path: { id: device.id } } }));
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
    await queries.invalidateQueries({ queryKey: ['/api/v1/session/devices'] });
  };
  const columns: Column<Device>[] = [
    {
      key: 'device',
      title: text.device,
      heading: true,
      render: (device) => (
        <span title={device.user_agent}>
          {deviceName(device.user_agent) ?? text.unknownDevice}{' '}
          {device.current && <Tag tone="good">{text.thisDevice}</Tag>}
        </span>
      ),
    },
    {
      key: 'address',
      title: text.address,
      render: (device) => <span className="number">{device.address}</span>,
    },
    { key: 'seen', title: text.lastSeen, render: (device) => format.instant(device.last_seen_at) },
    {
      key: 'tools',
      title: '',
      render: (device) =>
        !device.current && (
          <Button size="small" onClick={() => void end(device)}>
            {text.signOutDevice}
          </Button>
        ),
    },
  ];
  return (
    <Panel title={text.devices} hint={text.devicesHint}>
      <DataList
        rows={list.items}
        rowKey={(device) => device.id}
        columns={columns}
        pages={list}
        empty={{ title: text.unknownDevice }}
      />
    </Panel>
  );
}
