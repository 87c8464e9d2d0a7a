// What the own organisation asks for its processes.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { RateCard } from '@/kit/api';
import { EntityForm } from '@/kit/form';
import { formatFen, formatPrice } from '@/kit/format';
import { useTexts } from '@/kit/i18n';
import type { Column } from '@/kit/list';
import { ListWithDrawer } from '@/kit/list-with-drawer';
import { useLabels } from '@/kit/meta';
import { PageFrame, Panel } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { useFormat } from '@/kit/use-format';
import './capacity.css';
import { PriceTrial } from './price-trial';
import { MicroYuanInput, TiersInput } from './rate-inputs';
import { texts } from './texts';

const path = '/api/v1/rate-cards';
const units = ['per_hour', 'per_piece', 'per_square_metre', 'per_kilogram'] as const;

export function Component() {
  const text = useTexts(texts);
  const { label, choice } = useLabels('rate_card');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [tried, setTried] = useState<RateCard | null>(null);
  const format = useFormat();
  const yuan = (micro: number) => (micro === 0 ? '—' : formatPrice(micro));
  const columns: Column<RateCard>[] = [
    {
      key: 'name',
      fields: ['name', 'process'],
      title: label('name'),
      heading: true,
      render: (row) => (
        <>
          {row.name}
          <span className="sub">{choice('process', row.process)}</span>
        </>
      ),
    },
    {
      key: 'setup_price',
      title: label('setup_price'),
      align: 'end',
      render: (row) => (
        <span className="number">{row.setup_price === 0 ? '—' : formatFen(row.setup_price)}</span>
      ),
    },
    ...units.map((name): Column<RateCard> => ({
      key: name,
      title: label(name),
      align: 'end',
      render: (row) => <span className="number">{yuan(row[name])}</span>,
    })),
    {
      key: 'valid',
      fields: ['valid_from', 'valid_until'],
      title: text.valid,
      render: (row) => (
        <>
          <span className="number">{format.date(row.valid_from)}</span>
          {' – '}
          <span className="number">{row.valid_until ? format.date(row.valid_until) : text.always}</span>
        </>
      ),
    },
  ];
  return (
    <>
      <ListWithDrawer
        path={path}
        entity="rate_card"
        mayEdit={useCan()(permissions.priceCapacity)}
        addLabel={text.addRate}
        empty={{ title: text.noRates, text: text.noRatesHint }}
        columns={columns}
        filters={['process']}
        titleOf={(row) => row.name}
        drawerTitle={() => text.rates}
        tools={(row) => (
          <Button size="small" onClick={() => setTried(row)}>
            {text.tryIt}
          </Button>
        )}
        form={(row, close) => (
          <EntityForm
            path={path}
            entity="rate_card"
            groups={[
              { fields: ['name', 'process', 'setup_price', ...units, 'minimum_charge'] },
              { title: text.tiers, fields: ['tiers'], wide: ['tiers'] },
              { title: text.valid, fields: ['valid_from', 'valid_until'] },
            ]}
            inputs={{
              ...Object.fromEntries(units.map((name) => [name, <MicroYuanInput key={name} />])),
              tiers: <TiersInput />,
            }}
            {...(row ? { row } : { preset: { tiers: [] } })}
            onSaved={() => {
              close();
              void queries.invalidateQueries({ queryKey: [path] });
              void message.success(text.saved);
            }}
          />
        )}
      >
        {({ add, list }) => (
          <PageFrame title={text.rates} hint={text.ratesHint} action={add}>
            <Panel>{list}</Panel>
          </PageFrame>
        )}
      </ListWithDrawer>
      <Drawer
        title={`${text.tryIt} · ${tried?.name ?? ''}`}
        size={520}
        open={tried !== null}
        onClose={() => setTried(null)}
        destroyOnHidden
      >
        {tried && <PriceTrial card={tried} />}
      </Drawer>
    </>
  );
}
