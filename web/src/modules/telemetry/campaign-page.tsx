// One campaign: how far it is, who answers for it, what may be done, and each device.
import { Progress } from 'antd';
import { Link, useParams } from 'react-router';
import type { FirmwareCampaign, FirmwareUpdate } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { EmptyState, ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { ReferenceTitle } from '@/kit/reference-title';
import { RowActions } from '@/kit/row-actions';
import { useFormat } from '@/kit/use-format';
import { campaignTones } from './firmware-page';
import { firmwareTexts } from './firmware-texts';
import './telemetry.css';
import {
  campaignsPath,
  updatesPath,
  useCampaign,
  useFirmware,
  useProgress,
  useUpdates,
} from './use-firmware';
import { AgoText } from './value-text';

const tones: Record<FirmwareUpdate['status'], Tone | 'plain'> = {
  waiting: 'plain',
  offered: 'info',
  downloading: 'info',
  downloaded: 'info',
  verified: 'info',
  updating: 'warning',
  updated: 'good',
  failed: 'bad',
  cancelled: 'plain',
};
const reasoned = new Set(['refuse']);
const main = new Set(['propose', 'approve', 'start', 'resume']);
const tooMany = 'firmware_campaign.too_many_failures';

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((100 * part) / whole);
}

function HowFar({ campaign }: { campaign: FirmwareCampaign }) {
  const text = useTexts(firmwareTexts);
  const format = useFormat();
  const progress = useProgress(campaign.id);
  if (!progress) return <Loading lines={2} />;
  const number = (value: number) => format.number(value);
  const returns = progress.returning + progress.returned + progress.return_failed;
  const parts = [
    progress.waiting > 0 ? text.waiting(number(progress.waiting)) : '',
    progress.under_way > 0 ? text.underWay(number(progress.under_way)) : '',
    progress.failed > 0 ? text.failed(number(progress.failed)) : '',
    progress.cancelled > 0 ? text.cancelled(number(progress.cancelled)) : '',
    returns > 0 ? text.returned(number(progress.returned), number(returns)) : '',
  ];
  return (
    <>
      <Progress
        percent={shareOf(progress.updated, progress.devices)}
        status={progress.failed > 0 ? 'exception' : 'normal'}
        aria-label={text.progress}
      />
      <p>
        {text.done(number(progress.updated), number(progress.devices))}{' '}
        <span className="faint">{parts.filter((part) => part !== '').join(' · ')}</span>
      </p>
    </>
  );
}

function whyFailed(text: (typeof firmwareTexts)['zh'], code: string): string {
  if (code === 'firmware_update.silent') return text.failure_silent;
  return code === 'firmware_update.other_version' ? text.failure_other_version : text.failure_device_failed;
}

function OneUpdate({ update, size }: { update: FirmwareUpdate; size: number }) {
  const text = useTexts(firmwareTexts);
  const { choice } = useLabels('firmware_update');
  const failure = update.failure ? whyFailed(text, update.failure) : '';
  const said = [
    update.before_version ? text.from(update.before_version) : '',
    update.attempts > 1 ? text.attempts(update.attempts) : '',
    update.status === 'downloading' || update.status === 'offered'
      ? text.received(`${shareOf(update.received_bytes, size)} %`)
      : '',
    failure,
    update.failure_text ?? '',
  ];
  return (
    <li>
      <span>
        <Link to={`/devices/${update.device_id}`}>
          <ReferenceTitle reference="device" id={update.device_id} />
        </Link>{' '}
        {update.is_return && <Tag tone="warning">{text.isReturn}</Tag>}
        <span className="sub faint">
          {said.filter((part) => part !== '').join(' · ')}{' '}
          {update.offered_at && <AgoText at={update.ended_at ?? update.offered_at} />}
        </span>
      </span>
      <span>
        <Tag tone={tones[update.status]}>{choice('status', update.status)}</Tag>
      </span>
    </li>
  );
}

export function Component() {
  const text = useTexts(firmwareTexts);
  const format = useFormat();
  const id = useParams().id ?? '';
  const { choice } = useLabels('firmware_campaign');
  const campaign = useCampaign(id);
  const firmware = useFirmware(campaign.data?.firmware_id);
  const updates = useUpdates(id) ?? [];
  if (campaign.isError) return <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />;
  if (!campaign.data) return <Loading lines={10} />;
  const row = campaign.data;
  return (
    <PageFrame
      title={firmware ? `${firmware.title} ${firmware.firmware_version}` : text.firmware}
      back={<Link to="/firmware">{text.back}</Link>}
      hint={
        <>
          <Tag tone={campaignTones[row.status]}>{choice('status', row.status)}</Tag> {row.note}
        </>
      }
      action={
        <RowActions
          path={campaignsPath}
          entity="firmware_campaign"
          row={row}
          size="middle"
          shownIn={[updatesPath]}
          reasoned={reasoned}
          main={main}
          confirm={{ start: text.startAsk, cancel: text.cancelAsk, roll_back: text.rollBackAsk }}
        />
      }
    >
      {row.status === 'halted' && row.status_reason === tooMany && <Notice tone="bad" title={text.tooMany} />}
      <Panel title={text.progress}>
        <HowFar campaign={row} />
        <Facts
          facts={[
            {
              label: text.campaigns,
              value: row.stage > 0 ? text.stage(row.stage, row.stages.length) : text.notStarted,
            },
            { label: text.stagesText, value: row.stages.join(', ') },
            { label: text.proposedBy, value: row.proposed_by ?? null },
            { label: text.approvedBy, value: row.approved_by ?? null },
            ...(row.started_at ? [{ label: text.people, value: format.instant(row.started_at) }] : []),
          ]}
        />
      </Panel>
      <Panel title={text.perDevice}>
        {updates.length === 0 && <EmptyState title={text.noUpdates} />}
        <ul className="refusals">
          {updates.map((update) => (
            <OneUpdate key={update.id} update={update} size={firmware?.size_bytes ?? 0} />
          ))}
        </ul>
      </Panel>
    </PageFrame>
  );
}
