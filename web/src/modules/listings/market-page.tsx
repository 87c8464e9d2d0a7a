// The market: what the network offers and wants, what is for us only, our own listings, and our negotiations.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList, useListState, type ListQuery } from '@/kit/list';
import { Filters } from '@/kit/list/filters';
import { SearchBox, Toolbar } from '@/kit/list/toolbar';
import { useEntityMeta, useLabels } from '@/kit/meta';
import { OrganisationName } from '@/kit/organisation-name';
import { PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useSession } from '@/kit/session';
import { isOurTurn } from './figures';
import { ListingCard, useWords } from './listing-card';
import './listings.css';
import { texts } from './texts';
import {
  circlePath,
  incomingPath,
  listingsPath,
  negotiationsPath,
  negotiationTones,
  openPath,
  type Negotiation,
} from './use-listings';

const tabs = ['open', 'circle', 'own', 'talks'] as const;
type Tab = (typeof tabs)[number];
const filters = ['side', 'kind', 'goods_kind', 'region_code'];
const ownFilters = ['side', 'kind', 'status'];

// A province is asked for by its own field.
function placed(query: ListQuery): ListQuery {
  const { region_code: region, ...rest } = query;
  if (typeof region !== 'string') return rest;
  return { ...rest, [region.endsWith('0000') ? 'province_code' : 'region_code']: region };
}

function Cards({
  path,
  names,
}: {
  path: typeof openPath | typeof circlePath | typeof listingsPath;
  names: string[];
}) {
  const text = useTexts(texts);
  const entity = useEntityMeta('listing');
  const state = useListState(names, '-id');
  const list = useList(path, placed(state.query));
  return (
    <>
      <Toolbar>
        <SearchBox state={state} placeholder={text.search} />
        <Filters entity={entity} names={names} state={state} />
      </Toolbar>
      <CardList
        pages={list}
        empty={{ title: text.none, text: text.noneHint }}
        cards={list.items.map((one) => (
          <ListingCard key={one.id} listing={one} own={path === listingsPath} />
        ))}
      />
    </>
  );
}

function TalkCard({ row }: { row: Negotiation }) {
  const words = useWords();
  const { organisation } = useSession();
  const { choice } = useLabels('negotiation');
  const other = row.organisation_id === organisation.id ? row.partner_id : row.organisation_id;
  return (
    <li>
      <Link
        className="listing-card"
        to={`/negotiations/${row.id}`}
        data-turn={isOurTurn(row, organisation.id)}
      >
        <header>
          <h3>{row.title}</h3>
          <Tag tone={negotiationTones[row.status] ?? 'plain'}>{choice('status', row.status)}</Tag>
        </header>
        <span className="sub">
          <OrganisationName id={other} />
        </span>
        <span className="listing-figures">
          <strong className="number">{words.price(row.unit_price, row.unit)}</strong>
          <span className="number">{words.amount(row.quantity, row.unit)}</span>
        </span>
      </Link>
    </li>
  );
}

function Talks() {
  const text = useTexts(texts);
  const incoming = useList(incomingPath, { sort: '-id' });
  const own = useList(negotiationsPath, { sort: '-id' });
  const empty = { title: text.noTalks, text: text.noTalksHint };
  const isEmpty = !own.isPending && own.items.length === 0;
  return (
    <>
      {(incoming.items.length > 0 || isEmpty) && (
        <CardList
          pages={incoming}
          empty={empty}
          cards={incoming.items.map((row) => (
            <TalkCard key={row.id} row={row} />
          ))}
        />
      )}
      {!isEmpty && (
        <CardList
          pages={own}
          empty={empty}
          cards={own.items.map((row) => (
            <TalkCard key={row.id} row={row} />
          ))}
        />
      )}
    </>
  );
}

export function Component() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const tab: Tab = tabs.find((one) => one === params.get('tab')) ?? 'open';
  const post = useCan()(permissions.tradeListings) && (
    <Button
      type="primary"
      size="large"
      icon={<PlusOutlined />}
      onClick={() => void navigate('/listings/new')}
    >
      {text.newListing}
    </Button>
  );
  return (
    <PageFrame title={text.listings} hint={text.listingsHint} action={post}>
      <CardTabs
        label={text.listings}
        chosen={tab}
        onChoose={(one) => setParams(one === 'open' ? {} : { tab: one })}
        tabs={tabs.map((one) => [one, text[`tab_${one}`]])}
      />
      {tab === 'open' && <Cards key={tab} path={openPath} names={filters} />}
      {tab === 'circle' && <Cards key={tab} path={circlePath} names={filters} />}
      {tab === 'own' && <Cards key={tab} path={listingsPath} names={ownFilters} />}
      {tab === 'talks' && <Talks />}
    </PageFrame>
  );
}
