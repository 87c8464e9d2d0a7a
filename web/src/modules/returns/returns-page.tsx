// Returns as cards: those that come to one, those that one has asked for, and those to arbitrate.
import { Link, useSearchParams } from 'react-router';
import type { GoodsReturn } from '@/kit/api';
import { formatFen } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './returns.css';
import { texts } from './texts';
import { disputedPath, incomingPath, returnsPath, returnTones } from './use-returns';

const lists = {
  incoming: { path: incomingPath, empty: 'noneIncoming' },
  own: { path: returnsPath, empty: 'noneOwn' },
  disputed: { path: disputedPath, empty: 'noneDisputed' },
} as const;
type Tab = keyof typeof lists;
const newest = { sort: '-id' };

function Card({ row, own }: { row: GoodsReturn; own: boolean }) {
  const text = useTexts(texts);
  const format = useFormat();
  const { choice } = useLabels('goods_return');
  return (
    <li>
      <Link className="return-card" to={`/returns/${row.id}`}>
        <header>
          <h3>{row.goods}</h3>
          <Tag tone={returnTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span className="mono faint">{row.lot}</span>
        <span>
          <OrganisationName id={own ? row.supplier_id : row.organisation_id} />
        </span>
        <p className="return-reason">{row.reason}</p>
        <div className="return-card-foot">
          <span className="faint">
            {text.wants(choice('wanted', row.wanted))} · ¥{formatFen(row.value)}
          </span>
          <strong className="number">{text.amount(format.number(row.quantity / 1_000))}</strong>
        </div>
      </Link>
    </li>
  );
}

function Returns({ tab }: { tab: Tab }) {
  const text = useTexts(texts);
  const list = useList(lists[tab].path, newest);
  return (
    <CardList
      pages={list}
      empty={{ title: text.none, text: text[lists[tab].empty] }}
      cards={list.items.map((row) => (
        <Card key={row.id} row={row} own={tab === 'own'} />
      ))}
    />
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const tabs: Tab[] = can(permissions.arbitrateReturns)
    ? ['disputed', 'incoming', 'own']
    : ['incoming', 'own'];
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? tabs[0] ?? 'own';
  return (
    <PageFrame title={text.returns} hint={text.returnsHint}>
      <CardTabs
        label={text.returns}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <Returns key={chosen} tab={chosen} />
    </PageFrame>
  );
}
