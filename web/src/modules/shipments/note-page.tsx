// The hand-over note as it is printed: both sides, the goods, the code, two signatures.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { ErrorState, Loading, Notice, PageFrame, Panel } from '@/kit/page';
import { labelAddress } from '@/kit/scan/label';
import { QrCode } from '@/kit/scan/qr-code';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import { amountOf } from './counts';
import './shipments.css';
import { texts } from './texts';
import { useHandOverNote } from './use-shipments';

type Note = NonNullable<ReturnType<typeof useHandOverNote>['data']>;

function Party({ title, party }: { title: string; party: Note['sender'] }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  return (
    <section className="note-party">
      <h3>{title}</h3>
      <strong>{party.name}</strong>
      <span>{[party.site, party.address].filter(Boolean).join(' · ')}</span>
      <p className="note-signature">
        {words.pair(text.signature, party.signed_by ?? text.notSigned)}
        <br />
        {words.pair(text.signedAt, party.signed_at ? format.instant(party.signed_at) : '')}
      </p>
    </section>
  );
}

function Paper({ id, note }: { id: string; note: Note }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const amount = (milli: number) => formatNumber(amountOf(milli), language);
  const isCounted = note.outcome !== null;
  const item = [note.item_number, note.item_name].filter(Boolean).join(' ');
  const remarks = [note.note, note.receipt_note].filter(Boolean).join(language === 'zh' ? '；' : '; ');
  return (
    <article className="note-paper">
      <header>
        <div>
          <h2>{text.note}</h2>
          <span className="mono">{note.label_code}</span>
          {item && (
            <span>
              {words.pair(text.item, item)} {note.revision_code && `· ${text.revision} ${note.revision_code}`}
            </span>
          )}
        </div>
        <QrCode text={labelAddress(location.origin, 'shipment', id)} label={note.label_code} />
      </header>
      <table>
        <thead>
          <tr>
            <th>{text.goods}</th>
            <th>{text.lot}</th>
            <th>{text.quantity}</th>
            <th>{text.packages}</th>
            <th>{text.received}</th>
            <th>{text.damaged}</th>
          </tr>
        </thead>
        <tbody>
          {note.lines.map((line) => (
            <tr key={line.position}>
              <td>{line.goods}</td>
              <td className="mono">{line.lot}</td>
              <td>{text.amount(amount(line.quantity), line.unit)}</td>
              <td>{line.packages}</td>
              <td>{isCounted && amount(line.received)}</td>
              <td>{isCounted && amount(line.damaged)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {words.pair(text.total, text.boxes(String(note.packages)))}
        {note.carrier && ` · ${words.pair(text.carrier, `${note.carrier} ${note.tracking_number ?? ''}`)}`}
      </p>
      {remarks && <p>{words.pair(text.remarks, remarks)}</p>}
      {note.deemed && <Notice tone="warning">{text.deemed}</Notice>}
      <div className="note-parties">
        <Party title={text.sender} party={note.sender} />
        <Party title={text.receiver} party={note.receiver} />
      </div>
    </article>
  );
}

export function Component() {
  const text = useTexts(texts);
  const id = useParams().id ?? '';
  const note = useHandOverNote(id);
  if (note.isError) return <ErrorState error={note.error} onRetry={() => void note.refetch()} />;
  if (!note.data) return <Loading lines={10} />;
  return (
    <PageFrame
      title={text.note}
      back={<Link to={`/shipments/${id}`}>{text.backToShipment}</Link>}
      action={
        <Button type="primary" size="large" icon={<PrinterOutlined />} onClick={() => globalThis.print()}>
          {text.print}
        </Button>
      }
    >
      <Panel>
        <Paper id={id} note={note.data} />
      </Panel>
    </PageFrame>
  );
}
