// An offer: the whole terms, for a listing (which opens the negotiation) or as the next turn of one.
import { App, Form, Input } from 'antd';
import { api, unwrap } from '@/kit/api';
import { ServerForm, type Values } from '@/kit/form';
import { DateInput } from '@/kit/form/date-input';
import { useTexts } from '@/kit/i18n';
import { Notice } from '@/kit/page';
import { common } from '@/kit/texts/common';
import { PriceInput, QuantityInput } from './inputs';
import { texts } from './texts';
import { useRefresh } from './use-listings';

// What is on the table, or on offer.
type Terms = {
  quantity?: number | null;
  unit_price?: number | null;
  deliver_on?: string | null;
  terms?: string | null;
};
type Props = {
  on: { listing: string; ownListing?: string } | { negotiation: string };
  start: Terms;
  needsQuantity: boolean;
  onDone: (negotiation: string) => void;
};

function bodyOf(values: Values) {
  const text = typeof values.terms === 'string' ? values.terms.trim() : '';
  return {
    quantity: typeof values.quantity === 'number' ? values.quantity : null,
    unit_price: Number(values.unit_price),
    deliver_on: typeof values.deliver_on === 'string' ? values.deliver_on : null,
    terms: text || null,
  };
}

export function OfferForm({ on, start, needsQuantity, onDone }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const needed = (label: string) => ({ required: true, message: words.required(label) });
  const send = async (values: Values, key: string) => {
    const header = { 'Idempotency-Key': key };
    const body = bodyOf(values);
    const made =
      'listing' in on
        ? await unwrap(
            api.POST('/api/v1/listings/{id}/negotiations', {
              params: { path: { id: on.listing }, header },
              body: { ...body, own_listing_id: on.ownListing ?? null },
            }),
          )
        : await unwrap(
            api.POST('/api/v1/negotiations/{id}/offers/actions', {
              params: { path: { id: on.negotiation }, header },
              body,
            }),
          );
    void message.success(text.offered);
    refresh();
    onDone(made.id);
  };
  return (
    <ServerForm
      initial={{ ...start }}
      fields={['quantity', 'unit_price', 'deliver_on', 'terms']}
      send={send}
      submitLabel={text.sendOffer}
    >
      <Notice tone="info">{text.offerHint}</Notice>
      <Form.Item name="quantity" label={text.quantity} rules={needsQuantity ? [needed(text.quantity)] : []}>
        <QuantityInput />
      </Form.Item>
      <Form.Item name="unit_price" label={text.priceLabel} rules={[needed(text.priceLabel)]}>
        <PriceInput />
      </Form.Item>
      <Form.Item name="deliver_on" label={text.deliver}>
        <DateInput />
      </Form.Item>
      <Form.Item name="terms" label={text.terms} extra={text.termsHint}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1_000} />
      </Form.Item>
    </ServerForm>
  );
}
