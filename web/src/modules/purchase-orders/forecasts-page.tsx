// Forecasts by week: those that one has published and those that one has received.
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { createRow } from '@/kit/api';
import { EnterprisePicker, ServerForm } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { formatNumber } from '@/kit/format';
import { useLanguage, useTexts } from '@/kit/i18n';
import { CardList, CardTabs, useList } from '@/kit/list';
import { OrganisationName } from '@/kit/organisation-name';
import { Notice, PageFrame, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './purchase-orders.css';
import { texts } from './texts';
import { forecastsPath, receivedForecastsPath, useRefresh, type Forecast } from './use-purchase-orders';
import { milli } from './values';

const lists = { own: forecastsPath, received: receivedForecastsPath } as const;
type Tab = keyof typeof lists;
const latest = { sort: '-id', is_latest: 'true' };
type Week = { week_on?: string | null; quantity?: number | null };

function Card({ row, own }: { row: Forecast; own: boolean }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <li className="po-card">
      <header>
        <h3>{row.description_text}</h3>
        <Tag tone="plain">{text.edition(String(row.number))}</Tag>
      </header>
      <OrganisationName id={own ? row.supplier_id : row.organisation_id} />
      <ul className="po-plan">
        {row.weeks.map(({ week_on, quantity }) => (
          <li key={week_on}>
            {words.pair(
              format.date(week_on),
              text.amount(formatNumber(quantity / 1_000, language), row.unit),
            )}
          </li>
        ))}
      </ul>
      {row.note && <span className="faint">{row.note}</span>}
    </li>
  );
}

function ForecastForm({ onDone }: { onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const needed = (label: string) => [{ required: true, message: words.required(label) }];
  return (
    <ServerForm
      initial={{ unit: '件', weeks: [{}] }}
      fields={['supplier_id', 'description_text', 'unit', 'weeks', 'note']}
      submitLabel={text.publish}
      send={async (values, key) => {
        await createRow(
          forecastsPath,
          {
            supplier_id: values.supplier_id,
            description_text: values.description_text,
            unit: values.unit,
            note: values.note ?? null,
            weeks: ((values.weeks ?? []) as Week[]).map(({ week_on, quantity }) => ({
              week_on: week_on ?? '',
              quantity: milli(quantity),
            })),
          },
          key,
        );
        void message.success(text.published);
        refresh();
        onDone();
      }}
    >
      <Form.Item name="supplier_id" label={text.supplier} rules={needed(text.supplier)}>
        <EnterprisePicker />
      </Form.Item>
      <div className="po-grid">
        <Form.Item name="description_text" label={text.description} rules={needed(text.description)}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="unit" label={text.unit} rules={needed(text.unit)}>
          <Input maxLength={10} />
        </Form.Item>
      </div>
      <Form.List name="weeks">
        {(rows, { add }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="po-grid">
                <Form.Item name={[name, 'week_on']} label={text.week} rules={needed(text.week)}>
                  <DateInput />
                </Form.Item>
                <Form.Item name={[name, 'quantity']} label={text.expected} rules={needed(text.expected)}>
                  <InputNumber<number> className="full" min={0} controls={false} inputMode="decimal" />
                </Form.Item>
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {text.addWeek}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="note" label={text.note}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ServerForm>
  );
}

export function Component() {
  const text = useTexts(texts);
  const can = useCan();
  const [writing, setWriting] = useState(false);
  const [search, setSearch] = useSearchParams();
  const tabs: Tab[] = can(permissions.purchase) ? ['own', 'received'] : ['received'];
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? tabs[0] ?? 'received';
  const list = useList(lists[chosen], latest);
  return (
    <PageFrame
      title={text.forecasts}
      hint={text.forecastsHint}
      action={
        can(permissions.purchase) && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setWriting(true)}>
            {text.newForecast}
          </Button>
        )
      }
    >
      <CardTabs
        label={text.forecasts}
        chosen={chosen}
        onChoose={(tab: Tab) => setSearch({ tab }, { replace: true })}
        tabs={tabs.map((tab) => [tab, text[`tab_${tab}`]])}
      />
      {chosen === 'received' && <Notice tone="info">{text.notBinding}</Notice>}
      <CardList
        pages={list}
        empty={{ title: text.noForecasts, text: text.noForecastsHint }}
        cards={list.items.map((row) => (
          <Card key={row.id} row={row} own={chosen === 'own'} />
        ))}
      />
      <Drawer
        title={text.newForecast}
        size={520}
        open={writing}
        onClose={() => setWriting(false)}
        destroyOnHidden
      >
        <ForecastForm onDone={() => setWriting(false)} />
      </Drawer>
    </PageFrame>
  );
}
