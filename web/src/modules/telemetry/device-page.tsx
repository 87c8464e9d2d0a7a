// One device: what it says now, how it has been, why nothing arrives, and its token.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, asProblem, removeRow, unwrap, type DeviceValue } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Facts, Loading, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { CommandsPanel } from './commands-panel';
import { DerivedPanel } from './derived-panel';
import { DeviceForm } from './device-form';
import { OeePanel } from './oee-panel';
import { Diagnosis } from './diagnosis';
import { GatewayPanel } from './gateway-panel';
import { ParametersPanel } from './parameters-panel';
import { SparkplugPanel } from './sparkplug-panel';
import './telemetry.css';
import { texts } from './texts';
import { TokenOnce } from './token-once';
import { Trend } from './trend';
import { devicesPath, useDevice, useProfiles, useValues } from './use-telemetry';
import { AgoText, ValueText } from './value-text';

function Values({ values }: { values: readonly DeviceValue[] }) {
  const text = useTexts(texts);
  if (values.length === 0) return <EmptyState title={text.nothingYet} text={text.nothingYetHint} />;
  return (
    <dl className="values">
      {values.map((value) => (
        <div
          key={value.point}
          className={
            value.kind === 'state' ? `value-tile state-edge-${value.meaning ?? 'unknown'}` : 'value-tile'
          }
        >
          <dt>{value.label}</dt>
          <dd>
            <ValueText value={value} />
            <small className="value-age">
              <AgoText at={value.at} />
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Component() {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { label } = useLabels('device');
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const mayEdit = useCan()(permissions.editTelemetry);
  const id = useParams().id ?? '';
  const device = useDevice(id);
  const values = useValues(id);
  const profile = useProfiles()?.find(({ name }) => name === device.data?.profile);
  const [editing, setEditing] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  if (device.isError) return <ErrorState error={device.error} onRetry={() => void device.refetch()} />;
  if (!device.data) return <Loading lines={10} />;
  const row = device.data;

  const attempt = (work: () => Promise<void>) => async () => {
    try {
      await work();
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
  };
  const turnToken = (action: 'rotate' | 'revoke') =>
    void modal.confirm({
      title: text[action],
      content: text[`${action}Ask`],
      okText: text[action],
      cancelText: words.cancel,
      onOk: attempt(async () => {
        const params = { path: { id } };
        const done = await unwrap(api.POST('/api/v1/devices/{id}/actions', { params, body: { action } }));
        if (action === 'rotate') setToken(done.token);
        await queries.invalidateQueries({ queryKey: [devicesPath, id] });
      }),
    });
  const remove = () =>
    void modal.confirm({
      title: text.remove(row.name),
      content: text.removeAsk,
      okText: words.remove,
      okButtonProps: { danger: true },
      cancelText: words.cancel,
      onOk: attempt(async () => {
        await removeRow(devicesPath, row);
        await navigate('/floor');
      }),
    });

  return (
    <PageFrame
      title={row.name}
      back={<Link to="/floor">{text.backToFloor}</Link>}
      hint={
        <>
          {profile && (language === 'zh' ? profile.label_zh : profile.label_en)}{' '}
          {!row.is_active && <Tag tone="warning">{text.switchedOff}</Tag>}
        </>
      }
      action={mayEdit && <Button onClick={() => setEditing(true)}>{words.edit}</Button>}
    >
      <Panel title={text.now}>
        {values.isPending ? <Loading lines={3} /> : <Values values={values.data?.values ?? []} />}
      </Panel>
      {(values.data?.values.length ?? 0) > 0 && <Trend device={id} values={values.data?.values ?? []} />}
      {profile?.count_point && (values.data?.values.length ?? 0) > 0 && <OeePanel device={id} />}
      <DerivedPanel device={row} mayEdit={mayEdit} />
      {row.is_gateway && <GatewayPanel device={id} />}
      <CommandsPanel device={row} known={profile?.commands ?? []} />
      <ParametersPanel device={id} />
      <SparkplugPanel device={row} />
      <Diagnosis device={id} />
      <Panel
        title={text.about}
        action={
          mayEdit && (
            <span className="row">
              <Button onClick={() => turnToken('rotate')}>{text.rotate}</Button>
              <Button onClick={() => turnToken('revoke')} disabled={!row.token_at}>
                {text.revoke}
              </Button>
              <Button danger type="text" onClick={remove}>
                {words.remove}
              </Button>
            </span>
          )
        }
      >
        <Facts
          facts={[
            { label: label('line'), value: row.line ?? null },
            {
              label: label('machine_id'),
              value: row.machine_id ? (
                <Link to={`/machines/${row.machine_id}`}>{text.openMachine}</Link>
              ) : null,
            },
            {
              label: label('ideal_cycle_ms'),
              value: row.ideal_cycle_ms ? format.number(row.ideal_cycle_ms) : null,
            },
            { label: label('token_hint'), value: row.token_at ? `dyd_${row.token_hint}_…` : null },
            { label: label('token_at'), value: row.token_at ? format.instant(row.token_at) : null },
            {
              label: label('gateway_id'),
              value: row.gateway_id ? (
                <Link to={`/devices/${row.gateway_id}`}>{text.openGateway}</Link>
              ) : undefined,
            },
          ]}
        />
      </Panel>
      <Drawer title={words.edit} size={520} open={editing} onClose={() => setEditing(false)} destroyOnHidden>
        <DeviceForm
          device={row}
          onSaved={() => {
            setEditing(false);
            void message.success(words.saved);
            void queries.invalidateQueries({ queryKey: [devicesPath, id] });
          }}
        />
      </Drawer>
      <TokenOnce token={token} name={row.name} onClose={() => setToken(null)} />
    </PageFrame>
  );
}
