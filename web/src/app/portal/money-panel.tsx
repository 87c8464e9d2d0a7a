// What is to come, and when: invoices that are due or held, by their due date.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fetchPage } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { OrganisationName } from '@/kit/organisation-name';
import { EmptyState, Panel, Tag } from '@/kit/page';
import { useFormat, useToday } from '@/kit/use-format';
import './portal.css';
import { texts } from './texts';

const path = '/api/v1/supplier-invoices';
const shown = 20;

export function MoneyPanel() {
  const text = useTexts(texts);
  const format = useFormat();
  const today = useToday();
  const found = useQuery({
    queryKey: [path, 'expected'],
    queryFn: async () =>
      (
        await fetchPage(path, {
          kind: 'invoice',
          status: ['matched', 'blocked'],
          sort: 'due_on',
          limit: shown,
        })
      ).items,
  });
  const invoices = (found.data ?? []).filter(
    (one) => one.agreed_total > one.paid_total || one.exceptions > 0,
  );
  const sum = invoices.reduce((total, one) => total + one.agreed_total - one.paid_total, 0);
  return (
    <Panel title={text.money} hint={text.moneyHint}>
      {found.isSuccess && invoices.length === 0 && <EmptyState title={text.noMoney} />}
      {invoices.length > 0 && (
        <>
          <p>
            {text.sum} <strong className="number">¥{formatFen(sum)}</strong>
          </p>
          <ul className="portal-list">
            {invoices.map((one) => (
              <li key={one.id}>
                <span>
                  <Link to={`/invoices/${one.id}`}>{one.number}</Link>
                  <span className="sub faint">
                    <OrganisationName id={one.buyer_id} />
                  </span>
                </span>
                <span>
                  <strong className="number">¥{formatFen(one.agreed_total - one.paid_total)}</strong>
                  <span className="sub faint">
                    {one.due_on ? text.due(format.date(one.due_on)) : text.noDueDate}{' '}
                    {one.due_on && one.due_on < today && <Tag tone="bad">{text.overdue}</Tag>}
                    {one.exceptions > 0 && <Tag tone="warning">{text.blocked}</Tag>}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Link to="/my-money">{text.all}</Link>
    </Panel>
  );
}
