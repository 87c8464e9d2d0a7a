// One blanket order, for its two sides: how much is called off, and the next call-off.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { fetchRow } from '@/kit/api';
import { formatNumber, formatPrice } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { ErrorState, Facts, Loading, Notice, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { RowActions } from '@/kit/row-actions';
import { useCan, useSession } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { CallOffForm } from './blanket-form';
import './purchase-orders.css';
import { texts } from './texts';
import { blanketsPath, blanketTones, receivedBlanketsPath } from './use-purchase-orders';

const main: ReadonlySet<string> = new Set(['agree']);
const reasoned: ReadonlySet<string> = new Set(['refuse']);

export function Component() {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const { organisation } = useSession();
  const can = useCan();
  const navigate = useNavigate();
  const { label, choice } = useLabels('blanket_order');
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: [blanketsPath, id], queryFn: () => fetchRow(blanketsPath, id) });
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={8} />;
  const row = found.data;
  const isBuyer = row.organisation_id === organisation.id;
  const amount = (milli: number) => text.amount(formatNumber(milli / 1_000, language), row.unit);
  return (
    <PageFrame
      title={row.description_text}
      back={<Link to={`/blanket-orders?tab=${isBuyer ? 'own' : 'received'}`}>{text.back}</Link>}
      hint={
        <>
          <span className="number">{row.number}</span>{' '}
          <Tag tone={blanketTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </>
      }
      action={
        <RowActions
          path={blanketsPath}
          entity="blanket_order"
          row={row}
          size="middle"
          main={main}
          reasoned={reasoned}
          shownIn={[receivedBlanketsPath, '/api/v1/tasks']}
        />
      }
    >
      {isBuyer && row.status === 'offered' && <Notice tone="info">{text.offerHint}</Notice>}
      {isBuyer && row.status === 'agreed' && can(permissions.purchase) && (
        <Panel title={text.callOff} hint={text.callOffHint}>
          <CallOffForm
            key={row.version}
            blanket={row}
            onDone={(order) => void navigate(`/purchase-orders/${order}`)}
          />
        </Panel>
      )}
      <Panel title={text.facts}>
        <Facts
          facts={[
            { label: text.buyer, value: <OrganisationName id={row.organisation_id} /> },
            { label: text.supplier, value: <OrganisationName id={row.supplier_id} /> },
            { label: label('quantity'), value: amount(row.quantity) },
            { label: label('called_off'), value: amount(row.called_off) },
            { label: label('unit_price'), value: text.perUnit(formatPrice(row.unit_price), row.unit) },
            {
              label: label('valid_to'),
              value: text.period(format.date(row.valid_from), format.date(row.valid_to)),
            },
            { label: label('payment_days'), value: text.days(String(row.payment_days)) },
            { label: label('terms'), value: row.terms ?? undefined, wide: true },
            { label: label('status_reason'), value: row.status_reason ?? undefined, wide: true },
          ]}
        />
      </Panel>
    </PageFrame>
  );
}
