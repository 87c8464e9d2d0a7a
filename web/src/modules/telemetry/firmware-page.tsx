// Firmware: campaigns that bring it to devices, and the files.
import { App, Tabs } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { Link } from 'react-router';
import type { Firmware, FirmwareCampaign } from '@/kit/api';
import { formatBytes } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel, Tag, type Tone } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { CampaignForm } from './campaign-form';
import { FirmwareForm } from './firmware-form';
import { firmwareTexts } from './firmware-texts';
import './telemetry.css';
import { campaignsPath, firmwarePath, useFirmware } from './use-firmware';
import { useProfiles } from './use-telemetry';

export const campaignTones: Record<FirmwareCampaign['status'], Tone | 'plain'> = {
  draft: 'plain',
  proposed: 'info',
  approved: 'info',
  running: 'info',
  halted: 'bad',
  completed: 'good',
  refused: 'bad',
  cancelled: 'plain',
  rolling_back: 'warning',
  rolled_back: 'warning',
};

function FirmwareName({ id }: { id: string }) {
  const firmware = useFirmware(id);
  return <>{firmware ? `${firmware.title} ${firmware.firmware_version}` : '…'}</>;
}

function Campaigns() {
  const text = useTexts(firmwareTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const { choice, label } = useLabels('firmware_campaign');
  const columns: Column<FirmwareCampaign>[] = [
    {
      key: 'firmware_id',
      fields: ['firmware_id', 'note'],
      title: label('firmware_id'),
      heading: true,
      render: (row) => (
        <Link to={`/firmware-campaigns/${row.id}`}>
          <FirmwareName id={row.firmware_id} />
          <span className="sub">{row.note}</span>
        </Link>
      ),
    },
    {
      key: 'status',
      title: label('status'),
      render: (row) => <Tag tone={campaignTones[row.status]}>{choice('status', row.status)}</Tag>,
    },
    { key: 'device_ids', title: label('device_ids'), render: (row) => text.devices(row.device_ids.length) },
    {
      key: 'stage',
      title: label('stage'),
      render: (row) => (row.stage > 0 ? text.stage(row.stage, row.stages.length) : text.notStarted),
    },
    {
      key: 'started_at',
      title: label('started_at'),
      render: (row) => (row.started_at ? format.instant(row.started_at) : '—'),
    },
  ];
  return (
    <ListWithDrawer
      path={campaignsPath}
      entity="firmware_campaign"
      mayEdit={useCan()(permissions.editTelemetry)}
      addLabel={text.addCampaign}
      empty={{ title: text.noCampaigns, text: text.noCampaignsHint }}
      columns={columns}
      filters={['status']}
      titleOf={(row) => row.note || row.id}
      drawerTitle={() => text.addCampaign}
      mayChange={(row) => row.status === 'draft'}
      mayDelete={(row) => row.status === 'draft'}
      form={(row, close) => (
        <CampaignForm
          {...(row ? { campaign: row } : {})}
          onSaved={(saved) => {
            close();
            void navigate(`/firmware-campaigns/${saved.id}`);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <>
          <header className="panel-head">
            <p className="panel-hint">{text.campaignsHint}</p>
            {add}
          </header>
          {list}
        </>
      )}
    </ListWithDrawer>
  );
}

function Files() {
  const text = useTexts(firmwareTexts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const { label } = useLabels('firmware');
  const profiles = useProfiles() ?? [];
  const profileName = (name: string) => {
    const profile = profiles.find((one) => one.name === name);
    return profile ? (language === 'zh' ? profile.label_zh : profile.label_en) : name;
  };
  const columns: Column<Firmware>[] = [
    {
      key: 'title',
      fields: ['title', 'firmware_version'],
      title: label('title'),
      heading: true,
      render: (row) => (
        <>
          {row.title} {row.firmware_version}
          <span className="sub">{row.note}</span>
        </>
      ),
    },
    { key: 'profile', title: label('profile'), render: (row) => profileName(row.profile) },
    {
      key: 'size_bytes',
      title: text.size,
      align: 'end',
      render: (row) => <span className="number">{formatBytes(row.size_bytes)}</span>,
    },
    {
      key: 'sha256',
      title: label('sha256'),
      render: (row) => <code title={row.sha256}>{row.sha256.slice(0, 12)}…</code>,
    },
  ];
  return (
    <ListWithDrawer
      path={firmwarePath}
      entity="firmware"
      mayEdit={useCan()(permissions.editTelemetry)}
      addLabel={text.addFile}
      empty={{ title: text.noFiles, text: text.noFilesHint }}
      columns={columns}
      filters={['profile']}
      titleOf={(row) => `${row.title} ${row.firmware_version}`}
      drawerTitle={() => text.addFile}
      mayChange={() => false}
      form={(_, close) => (
        <FirmwareForm
          onSaved={() => {
            close();
            void message.success(words.saved);
          }}
        />
      )}
    >
      {({ add, list }) => (
        <>
          <header className="panel-head">
            <p className="panel-hint">{text.filesHint}</p>
            {add}
          </header>
          {list}
        </>
      )}
    </ListWithDrawer>
  );
}

export function Component() {
  const text = useTexts(firmwareTexts);
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'files' ? 'files' : 'campaigns';
  return (
    <PageFrame title={text.firmware} hint={text.firmwareHint}>
      <Panel>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch(key === 'files' ? { tab: 'files' } : {})}
          destroyOnHidden
          items={[
            { key: 'campaigns', label: text.campaigns, children: <Campaigns /> },
            { key: 'files', label: text.files, children: <Files /> },
          ]}
        />
      </Panel>
    </PageFrame>
  );
}
