// A supplier's money: how far each of his invoices is and when it is paid.
import { useTexts } from '@/kit/i18n';
import { PageFrame } from '@/kit/page';
import { InvoiceList } from './invoice-list';
import { texts } from './texts';
import { invoicesPath } from './use-invoicing';

export function Component() {
  const text = useTexts(texts);
  return (
    <PageFrame title={text.myMoney} hint={text.myMoneyHint}>
      <InvoiceList path={invoicesPath} />
    </PageFrame>
  );
}
