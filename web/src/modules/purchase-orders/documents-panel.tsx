// Every document of an order in one list: what it is, how it stands, when, and its file for another program.
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { App } from 'antd';
import { api, asProblem, download, unwrap } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { Panel, Tag, useProblemTitle, type Tone } from '@/kit/page';
import { useFormat } from '@/kit/use-format';
import './purchase-orders.css';
import { texts } from './texts';
import { ordersPath, type OrderDocument, type PurchaseOrder } from './use-purchase-orders';

const pages: Record<string, string> = {
  shipment: '/shipments',
  inspection: '/inspections',
  goods_return: '/returns',
  statement: '/statements',
  supplier_invoice: '/invoices',
  debit_note: '/debit-notes',
};
// What a state means beyond its word; the others are on their way.
const tones: Record<string, Tone | 'plain'> = {
  accepted: 'good',
  signed: 'good',
  posted: 'good',
  confirmed: 'good',
  paid: 'good',
  agreed: 'good',
  closed: 'good',
  rejected: 'bad',
  refused: 'bad',
  disputed: 'bad',
  blocked: 'bad',
  lost: 'bad',
  withdrawn: 'plain',
  reversed: 'plain',
  draft: 'plain',
};
// The codes of a whole answer, as they stand in its file.
const codeTones: Record<string, Tone> = { AP: 'good', AC: 'good', CA: 'warning', RE: 'bad' };

function Status({ document }: { document: OrderDocument }) {
  const { choice } = useLabels(document.entity);
  if (!document.status) return null;
  const isAnswer = document.entity === 'purchase_order_response';
  const tone = (isAnswer ? codeTones : tones)[document.status] ?? 'info';
  return <Tag tone={tone}>{choice(isAnswer ? 'code' : 'status', document.status)}</Tag>;
}

function Row({ document }: { document: OrderDocument }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { title } = useLabels(document.entity);
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const fetchFile = async (path: string) => {
    try {
      await download(path, {});
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
  };
  const page = document.on_entity ? pages[document.on_entity] : undefined;
  return (
    <li>
      <div className="po-document">
        <strong>
          {page && document.on_id ? <Link to={`${page}/${document.on_id}`}>{title}</Link> : title}
        </strong>
        <span className="faint mono">{document.number}</span>
      </div>
      <span className="po-document-state">
        <Status document={document} />
      </span>
      <span className="po-document-amount number">
        {typeof document.amount === 'number' && `¥${formatFen(document.amount)}`}
      </span>
      <time className="faint number" dateTime={document.at}>
        {format.instant(document.at)}
      </time>
      {document.path ? (
        <button
          type="button"
          className="po-document-file"
          title={text.asUbl}
          aria-label={`${text.asUbl} ${title} ${document.number}`}
          onClick={() => void fetchFile(document.path ?? '')}
        >
          <DownloadOutlined aria-hidden="true" />
        </button>
      ) : (
        <span aria-hidden="true" />
      )}
    </li>
  );
}

export function DocumentsPanel({ order }: { order: PurchaseOrder }) {
  const text = useTexts(texts);
  const { id } = order;
  const documents = useQuery({
    queryKey: [ordersPath, id, 'documents'],
    queryFn: () => unwrap(api.GET('/api/v1/purchase-orders/{id}/documents', { params: { path: { id } } })),
  });
  if (!documents.data || documents.data.documents.length === 0) return null;
  return (
    <Panel title={text.documents} hint={text.documentsHint}>
      <ul className="po-documents">
        {documents.data.documents.map((document) => (
          <Row key={`${document.entity} ${document.entity_id}`} document={document} />
        ))}
      </ul>
      {documents.data.has_more && <p className="faint">{text.moreDocuments}</p>}
    </Panel>
  );
}
