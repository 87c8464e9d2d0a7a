// Blanket orders as cards: those that one buys by, and those that one supplies by.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { formatNumber, priceText } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import { BlanketForm } from './blanket-form';
import './purchase-orders.css';
import { texts } from './texts';
import { blanketsPath, blanketTones, receivedBlanketsPath, type BlanketOrder } from './use-purchase-orders';

const lists = { own: blanketsPath, received: receivedBlanketsPath } as const;
type Tab = keyof typeof lists;
const newest = { sort: '-id' };

function Card({ row, own }: { row: BlanketOrder; own: boolean }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const format = useFormat();
  const { choice } = useLabels('blanket_order');
  return (
    <li>
      <Link className="po-card" to={`/blanket-orders/${row.id}`}>
        <header>
          <h3>{row.description_text}</h3>
          <Tag tone={blanketTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span>
          <OrganisationName id={own ? row.supplier_id : row.organisation_id} />{' '}
          <small className="faint number">{row.number}</small>
        </span>
        <span className="faint">{text.period(format.date(row.valid_from), format.date(row.valid_to))}</span>
        <footer>
          <span className="faint number">
            {text.calledOff(
              formatNumber(row.called_off / 1_000, language),
              formatNumber(row.quantity / 1_000, language),
              row.unit,
            )}
          </span>
          <strong className="number">{text.perUnit(priceText(row.unit_price), row.unit)}</strong>
        </footer>
      </Link>
    </li>
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const navigate = useNavigate();
  const [writing, setWriting] = useState(false);
  const [search, setSearch] = useSearchParams();
  const tabs: Tab[] = can(permissions.purchase) ? ['own', 'received'] : ['received'];
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? tabs[0] ?? 'received';
  const list = useList(lists[chosen], newest);
  return (
    <PageFrame
      title={text.blankets}
      hint={text.blanketsHint}
      action={
        can(permissions.purchase) && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setWriting(true)}>
            {text.newBlanket}
          </Button>
        )
      }
    >
      <CardTabs
        label={text.blankets}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      <CardList
        pages={list}
        empty={{ title: text.noBlankets, text: text.noBlanketsHint }}
        cards={list.items.map((row) => (
          <Card key={row.id} row={row} own={chosen === 'own'} />
        ))}
      />
      <Drawer
        title={text.newBlanket}
        size={520}
        open={writing}
        onClose={() => setWriting(false)}
        destroyOnHidden
      >
        <BlanketForm onDone={(id) => void navigate(`/blanket-orders/${id}`)} />
      </Drawer>
    </PageFrame>
  );
}
