// The queue of what does not fit, for the buyer.
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, useList } from '@/kit/list';
import { PageFrame } from '@/kit/page';
import { ExceptionCard } from './exception-cards';
import { texts } from './texts';
import { exceptionsPath } from './use-invoicing';

const open = { status: ['open'], sort: 'id' };

export function Component() {
  const text = useTexts(texts);
  const list = useList(exceptionsPath, open);
  return (
    <PageFrame
      title={text.exceptions}
      hint={text.exceptionsHint}
      action={<Link to="/payables">{text.payables}</Link>}
    >
      <CardList
        pages={list}
        empty={{ title: text.noExceptions, text: text.noExceptionsHint }}
        cards={list.items.map((row) => (
          <ExceptionCard key={row.id} row={row} own linked />
        ))}
      />
    </PageFrame>
  );
}
