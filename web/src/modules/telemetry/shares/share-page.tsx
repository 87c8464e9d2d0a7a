// One share, for both sides: what is shared since when, and the data themselves while they may be seen.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, asProblem, fetchRow, newIdempotencyKey, unwrap, type DeviceValue } from '@/kit/api';
import { feedAddress } from '@/kit/feed';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import '../telemetry.css';
import { followLive } from '../follow-live';
import { TrendPicture } from '../trend-picture';
import type { Range } from '../use-telemetry';
import { AgoText, ValueText } from '../value-text';
import { sharesPath, stateOf, stateTones } from './share-state';
import './shares.css';
import { shareTexts } from './share-texts';

const clockEveryMs = 2_000;
// The feed tells when to look again; this often where it does not come through.
const everyMs = 15_000;
const trendEveryMs = 10_000;
const pixels = 400;
const spans = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
type Span = keyof typeof spans;

function SharedTrend({ share, device, value, span }: TrendProps) {
  const text = useTexts(shareTexts);
  const [range, setRange] = useState<Range>(() => ({ from: Date.now() - spans[span], to: Date.now() }));
  useEffect(() => {
    const look = () => setRange({ from: Date.now() - spans[span], to: Date.now() });
    look();
    const timer = setInterval(look, trendEveryMs);
    return () => clearInterval(timer);
  }, [span]);
  const query = {
    device,
    point: value.point,
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    pixels: String(pixels),
  };
  const series = useQuery({
    queryKey: [sharesPath, share, 'series', query],
    queryFn: () =>
      unwrap(api.GET('/api/v1/device-shares/{id}/series', { params: { path: { id: share }, query } })),
    placeholderData: (before) => before,
  });
  return (
    <div className="share-trend">
      <TrendPicture
        series={series.data?.series[0]}
        range={range}
        pixels={pixels}
        label={text.trendOf(value.label)}
        empty={series.isPending ? '…' : text.nothingYet}
      />
    </div>
  );
}
type TrendProps = { share: string; device: string; value: DeviceValue; span: Span };

function Data({ share }: { share: string }) {
  const text = useTexts(shareTexts);
  const [span, setSpan] = useState<Span>('hour');
  const view = useQuery({
    queryKey: [sharesPath, share, 'values'],
    queryFn: () => unwrap(api.GET('/api/v1/device-shares/{id}/values', { params: { path: { id: share } } })),
    refetchInterval: everyMs,
  });
  const queries = useQueryClient();
  useEffect(() => {
    const address = new URL(feedAddress(undefined));
    address.searchParams.set('entity', 'device_share');
    address.searchParams.set('entity_id', share);
    const queryKey = [sharesPath, share, 'values'];
    return followLive(address.href, () => void queries.invalidateQueries({ queryKey }));
  }, [queries, share]);
  if (view.isError) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <Loading lines={6} />;
  return (
    <>
      <div className="share-tools">
        <Segmented
          value={span}
          onChange={setSpan}
          options={(['hour', 'day', 'week'] as const).map((name) => ({ value: name, label: text[name] }))}
        />
      </div>
      {view.data.devices.map((device) => (
        <Panel key={device.device_id} title={device.name}>
          {device.values.length === 0 && <p className="faint">{text.nothingYet}</p>}
          <ul className="share-values">
            {device.values.map((value) => (
              <li key={value.point}>
                <span className="share-value">
                  <span className="faint">{value.label}</span>
                  <strong>
                    <ValueText value={value} />
                  </strong>
                  <small className="faint">
                    <AgoText at={value.at} />
                  </small>
                </span>
                {value.kind !== 'state' && value.value !== null && (
                  <SharedTrend share={share} device={device.device_id} value={value} span={span} />
                )}
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}

export function Component() {
  const text = useTexts(shareTexts);
  const words = useTexts(common);
  const { label } = useLabels('device_share');
  const format = useFormat();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const titleOf = useProblemTitle();
  const own = useSession().organisation.id;
  const mayShare = useCan()(permissions.shareTelemetry);
  const id = useParams().id ?? '';
  const share = useQuery({
    queryKey: [sharesPath, id],
    queryFn: () => fetchRow(sharesPath, id),
    refetchInterval: trendEveryMs,
  });
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), clockEveryMs);
    return () => clearInterval(timer);
  }, []);
  if (share.isError) return <ErrorState error={share.error} onRetry={() => void share.refetch()} />;
  if (!share.data) return <Loading lines={8} />;
  const row = share.data;
  const isOwner = row.organisation_id === own;
  const state = stateOf(row, now);
  const revoke = () =>
    void modal.confirm({
      title: text.revoke,
      content: text.revokeAsk,
      okText: text.revoke,
      okButtonProps: { danger: true },
      cancelText: words.cancel,
      onOk: async () => {
        try {
          await unwrap(
            api.POST('/api/v1/device-shares/{id}/revocation/actions', {
              params: { path: { id }, header: { 'Idempotency-Key': newIdempotencyKey() } },
            }),
          );
        } catch (error) {
          void message.error(titleOf(asProblem(error)));
        }
        await queries.invalidateQueries({ queryKey: [sharesPath] });
      },
    });
  return (
    <PageFrame
      title={row.title}
      back={<Link to={isOwner ? '/device-shares' : '/device-shares?tab=received'}>{text.back}</Link>}
      hint={
        <>
          <Tag tone={stateTones[state]}>{text[state]}</Tag> {isOwner ? text.whoSees : text.onlyThese}
        </>
      }
      action={
        isOwner &&
        mayShare &&
        (state === 'active' || state === 'waiting') && (
          <Button danger onClick={revoke}>
            {text.revoke}
          </Button>
        )
      }
    >
      <Panel title={text.whatIsShared}>
        <Facts
          facts={[
            isOwner
              ? { label: text.partner, value: <OrganisationName id={row.partner_id} /> }
              : { label: text.owner, value: <OrganisationName id={row.organisation_id} /> },
            {
              label: label('devices'),
              value: text.counted(
                row.devices.length,
                row.devices.reduce((sum, { points }) => sum + points.length, 0),
              ),
            },
            { label: text.since, value: format.instant(row.from_at) },
            { label: label('until_at'), value: format.instant(row.until_at) },
            {
              label: text.history,
              value: row.history_from ? format.instant(row.history_from) : text.noHistory,
            },
            {
              label: label('revoked_at'),
              value: row.revoked_at
                ? `${format.instant(row.revoked_at)} · ${text.by(row.revoked_by ?? '')}`
                : undefined,
            },
            { label: label('note'), value: row.note ?? undefined, wide: true },
          ]}
        />
      </Panel>
      {state === 'active' ? <Data share={id} /> : <Notice tone="info">{text.notActive}</Notice>}
    </PageFrame>
  );
}
