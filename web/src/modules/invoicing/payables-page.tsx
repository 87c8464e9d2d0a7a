// What a buyer has to pay to suppliers and when.
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { PageFrame } from '@/kit/page';
import { InvoiceList } from './invoice-list';
import { debitTexts } from './debit-texts';
import { texts } from './texts';
import { receivedInvoicesPath } from './use-invoicing';

export function Component() {
  const text = useTexts(texts);
  const debits = useTexts(debitTexts);
  return (
    <PageFrame
      title={text.payables}
      hint={text.payablesHint}
      action={
        <>
          <Link to="/match-exceptions">{text.exceptions}</Link> <Link to="/debit-notes">{debits.notes}</Link>
        </>
      }
    >
      <InvoiceList path={receivedInvoicesPath} />
    </PageFrame>
  );
}
