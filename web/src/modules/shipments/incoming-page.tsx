// What is on its way to the own organisation, for a phone at the gate: scan the box, or find it in the list.
import { App } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { asProblem, type Shipment } from '@/kit/api';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag, useProblemTitle } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { Scanner } from '@/kit/scan/scanner';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { amountOf, shipmentIn } from './counts';
import './shipments.css';
import { texts } from './texts';
import { fetchByLabel, incomingPath, outcomeTones, shipmentsPath, shipmentTones } from './use-shipments';

const tabs = {
  open: { path: incomingPath, query: { status: ['dispatched', 'arrived'], sort: 'expected_at' } },
  signed: { path: incomingPath, query: { status: ['signed', 'closed'], sort: '-id' } },
  sent: { path: shipmentsPath, query: { sort: '-id' } },
} as const;
type Tab = keyof typeof tabs;

function Card({ shipment, sent }: { shipment: Shipment; sent: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const { choice } = useLabels('shipment');
  const { outcome, status } = shipment;
  return (
    <li>
      <Link className="shipment-card" to={`/shipments/${shipment.id}`}>
        <header>
          <h3>
            <OrganisationName id={sent ? shipment.receiver_id : shipment.organisation_id} />
          </h3>
          {outcome ? (
            <Tag tone={outcomeTones[outcome] ?? 'plain'}>{choice('outcome', outcome)}</Tag>
          ) : (
            <Tag tone={shipmentTones[status] ?? 'plain'}>{choice('status', status)}</Tag>
          )}
        </header>
        {shipment.lines.map((line) => (
          <div key={line.position} className="shipment-card-line">
            <span>
              {line.goods}
              <small className="mono faint">{line.lot}</small>
            </span>
            <strong className="number">
              {text.amount(formatNumber(amountOf(line.quantity), language), line.unit)}
            </strong>
          </div>
        ))}
        <small className="shipment-card-when faint">
          <span className="mono">{shipment.label_code}</span>
          {shipment.dispatched_at && <span>{text.sentAt(format.instant(shipment.dispatched_at))}</span>}
          {shipment.expected_at && <span>{text.expected(format.instant(shipment.expected_at))}</span>}
        </small>
      </Link>
    </li>
  );
}

function Entry() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [scanning, setScanning] = useState(false);
  // The camera sees the same code many times; it is asked about once.
  const asking = useRef('');
  const take = async (code: string) => {
    if (asking.current === code) return;
    const named = shipmentIn(code);
    if (!named) return void message.warning(text.otherLabel);
    asking.current = code;
    try {
      const id = named.by === 'id' ? named.id : (await fetchByLabel(named.code)).id;
      void navigate(`/shipments/${id}`);
    } catch (error) {
      const problem = asProblem(error);
      void message.error(problem.issues[0]?.text ?? titleOf(problem));
      setScanning(false);
      asking.current = '';
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('code');
    if (typeof typed === 'string' && typed.trim()) void take(typed);
  };
  return (
    <section className="panel shipment-entry">
      {scanning && <Scanner onRead={(code) => void take(code)} />}
      <button type="button" className="big-button shipment-scan" onClick={() => setScanning(!scanning)}>
        {scanning ? text.stopScan : text.scan}
      </button>
      <form className="scan-form" onSubmit={submit}>
        <label htmlFor="shipment-code">{text.typed}</label>
        <span className="scan-row">
          <input id="shipment-code" name="code" maxLength={200} autoComplete="off" placeholder="SH…" />
          <button type="submit" className="big-button big-button-plain">
            {text.open}
          </button>
        </span>
      </form>
    </section>
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const [tab, setTab] = useState<Tab>('open');
  const list = useList(tabs[tab].path, tabs[tab].query);
  return (
    <PageFrame title={text.incoming} hint={text.incomingHint}>
      {can(permissions.receiveShipments) && <Entry />}
      <CardTabs
        label={text.incoming}
        chosen={tab}
        onChoose={setTab}
        tabs={(['open', 'signed', 'sent'] as const).map((one) => [one, text[`tab_${one}`]])}
      />
      <CardList
        pages={list}
        empty={{ title: text.none, text: text.noneHint }}
        cards={list.items.map((shipment) => (
          <Card key={shipment.id} shipment={shipment} sent={tab === 'sent'} />
        ))}
      />
    </PageFrame>
  );
}
