// A machine on line in minutes: what kind it is, its token, and the first values as they arrive.
import { CheckCircleFilled } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DeviceProfile, NewDevice } from '@/kit/api';
import { CopyText } from '@/kit/copy';
import { useLanguage, useTexts } from '@/kit/i18n';
import { Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { QrCode } from '@/kit/scan/qr-code';
import { DeviceForm } from './device-form';
import { Diagnosis } from './diagnosis';
import './telemetry.css';
import { common } from '@/kit/texts/common';
import { texts } from './texts';
import { exampleOf, ways, type WayName } from './examples';
import { useDiagnosis, useProfiles, useValues } from './use-telemetry';
import { ValueText } from './value-text';

function Profiles({ chosen, onChoose }: { chosen: string | undefined; onChoose: (name: string) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const profiles = useProfiles();
  if (!profiles) return <Loading lines={4} />;
  return (
    <div className="profiles" role="radiogroup" aria-label={text.chooseProfile}>
      {profiles.map((profile) => (
        <button
          key={profile.name}
          type="button"
          role="radio"
          aria-checked={profile.name === chosen}
          className="profile"
          onClick={() => onChoose(profile.name)}
        >
          <strong>{language === 'zh' ? profile.label_zh : profile.label_en}</strong>
          <small>
            {profile.points
              .slice(0, 5)
              .map((point) => (language === 'zh' ? point.label_zh : point.label_en))
              .join(words.comma)}
          </small>
        </button>
      ))}
    </div>
  );
}

function HowTo({ made, profile }: { made: NewDevice; profile: DeviceProfile | undefined }) {
  const text = useTexts(texts);
  const port = useDiagnosis(made.id).data?.mqtt_port ?? 0;
  const [way, setWay] = useState<WayName>('http');
  const open = ways.filter((name) => name !== 'mqtt' || port > 0);
  const example = exampleOf(way, {
    origin: location.origin,
    host: location.hostname,
    port,
    token: made.token,
    profile,
  });
  return (
    <>
      <Notice tone="warning">{text.tokenHint}</Notice>
      <div className="connect-token">
        <figure className="token-label">
          <QrCode text={made.token} label={text.tokenOf(made.name)} />
          <figcaption>{made.name}</figcaption>
        </figure>
        <div className="stack">
          <CopyText value={made.token} label={text.token} />
          <p className="faint">{text.tokenUse}</p>
          <Segmented<WayName>
            value={way}
            onChange={setWay}
            options={open.map((name) => ({ value: name, label: text[`way_${name}`] }))}
          />
          <pre className="example">{example}</pre>
          <CopyText value={example} label={text.example} />
          {port === 0 && <p className="faint">{text.noMqtt}</p>}
        </div>
      </div>
    </>
  );
}

function FirstValues({ made }: { made: NewDevice }) {
  const text = useTexts(texts);
  const values = useValues(made.id).data?.values ?? [];
  return (
    <>
      <Panel title={text.firstValues}>
        {values.length === 0 ? (
          <p className="waiting" role="status">
            <i className="waiting-mark" /> {text.waiting}
          </p>
        ) : (
          <>
            <p className="arrived" role="status">
              <CheckCircleFilled /> {text.arrived}
            </p>
            <dl className="values">
              {values.map((value) => (
                <div key={value.point} className="value-tile">
                  <dt>{value.label}</dt>
                  <dd>
                    <ValueText value={value} />
                  </dd>
                </div>
              ))}
            </dl>
            <Link to={`/devices/${made.id}`} className="big-link">
              {text.openDevice}
            </Link>
          </>
        )}
      </Panel>
      <Diagnosis device={made.id} />
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const profiles = useProfiles();
  const [profile, setProfile] = useState<string>();
  const [made, setMade] = useState<NewDevice>();
  return (
    <PageFrame title={text.connect} hint={text.connectHint}>
      {!made && (
        <Panel title={text.chooseProfile} hint={text.chooseProfileHint}>
          <Profiles chosen={profile} onChoose={setProfile} />
        </Panel>
      )}
      {!made && profile && (
        <Panel title={text.describe}>
          <DeviceForm key={profile} profile={profile} onCreated={setMade} />
        </Panel>
      )}
      {made && (
        <>
          <Panel title={text.sendIt(made.name)}>
            <HowTo made={made} profile={profiles?.find(({ name }) => name === made.profile)} />
          </Panel>
          <FirstValues made={made} />
          <Button
            onClick={() => {
              setMade(undefined);
              setProfile(undefined);
            }}
          >
            {text.another}
          </Button>
        </>
      )}
    </PageFrame>
  );
}
