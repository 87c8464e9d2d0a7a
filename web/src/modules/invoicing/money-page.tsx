// A supplier's money: how far each of his invoices is and when it is paid.
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { PageFrame } from '@/kit/page';
import { InvoiceList } from './invoice-list';
import { debitTexts } from './debit-texts';
import { texts } from './texts';
import { invoicesPath } from './use-invoicing';

export function Component() {
  const text = useTexts(texts);
  const debits = useTexts(debitTexts);
  return (
    <PageFrame
      title={text.myMoney}
      hint={text.myMoneyHint}
      action={<Link to="/debit-notes?tab=received">{debits.notes}</Link>}
    >
      <InvoiceList path={invoicesPath} />
    </PageFrame>
  );
}
