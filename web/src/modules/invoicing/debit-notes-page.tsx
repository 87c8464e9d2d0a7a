// Debit notes: those that one has written, those that one has received.
import { useSearchParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { PageFrame } from '@/kit/page';
import { DebitCard } from './debit-cards';
import { debitTexts } from './debit-texts';
import { debitsPath, receivedDebitsPath } from './use-invoicing';

const lists = { own: debitsPath, received: receivedDebitsPath } as const;
type Tab = keyof typeof lists;
const tabs: Tab[] = ['own', 'received'];
const newest = { sort: '-id' };

export function Component() {
  const text = useTexts(debitTexts);
  const [search, setSearch] = useSearchParams();
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? 'own';
  const list = useList(lists[chosen], newest);
  return (
    <PageFrame title={text.notes} hint={text.notesHint}>
      <CardTabs
        label={text.notes}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <CardList
        pages={list}
        empty={{ title: text.none, text: chosen === 'own' ? text.noneOwn : text.noneReceived }}
        cards={list.items.map((row) => (
          <DebitCard key={row.id} row={row} own={chosen === 'own'} />
        ))}
      />
    </PageFrame>
  );
}
