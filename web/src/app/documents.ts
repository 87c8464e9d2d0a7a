// Where a document is opened. A new module adds its own here.
import type { Session } from '@/kit/api';

export type Document = { entity: string; id: string; organisation: string };

// The own organisation's are edited where they are listed.
const documents: Record<string, (document: Document, own: boolean) => string> = {
  enterprise: ({ id }) => `/directory/${id}`,
  organisation: ({ id }) => `/directory/${id}`,
  site: ({ organisation }, own) => (own ? '/enterprise?part=sites' : `/directory/${organisation}`),
  contact: (_, own) => (own ? '/enterprise?part=contacts' : '/directory'),
  capability: ({ organisation }, own) =>
    own ? '/enterprise?part=capabilities' : `/directory/${organisation}`,
  certificate: ({ id }) => `/certificates/${id}`,
  stored_file: () => '/files',
  member: () => '/members',
  role_definition: () => '/roles',
  api_key: () => '/api-keys',
  escrow: ({ id }) => `/escrows/${id}`,
  ledger_account: ({ id }) => `/accounts/${id}`,
  ledger_transfer: ({ id }) => `/transfers/${id}`,
  payment: () => '/payments',
  item: ({ id }) => `/items/${id}`,
  revision: ({ id }) => `/revisions/${id}`,
  drawing: () => '/items',
  distribution: (_, own) => (own ? '/items' : '/received-revisions'),
  device: ({ id }) => `/devices/${id}`,
  screen: ({ id }) => `/screens/${id}`,
  device_share: ({ id }) => `/device-shares/${id}`,
  work_evidence: () => '/board?flagged=true',
  evidence_rule: () => '/board',
  alarm: () => '/alarms',
  alarm_rule: () => '/alarms?tab=rules',
  machine: ({ id }) => `/machines/${id}`,
  capacity_slot: () => '/machines',
  working_calendar: () => '/working-calendars',
  rate_card: () => '/rate-cards',
  sales_order: ({ id }) => `/orders/${id}`,
  score: ({ organisation }) => `/scores/${organisation}`,
  score_entry: () => '/score',
  operation_task: ({ id }) => `/work/${id}`,
  rfx: ({ id }) => `/rfqs/${id}`,
  bid: () => '/market',
  invitation: (_, own) => (own ? '/rfqs' : '/market'),
  listing: ({ id }) => `/listings/${id}`,
  negotiation: ({ id }) => `/negotiations/${id}`,
  negotiation_message: () => '/listings?tab=talks',
  circle: ({ id }) => `/circles/${id}`,
  circle_member: (_, own) => (own ? '/circles' : '/circles?tab=joined'),
  evaluation: ({ id }) => `/evaluations/${id}`,
  evaluation_formula: () => '/evaluations?tab=formula',
  evaluation_appeal: () => '/evaluations?tab=appeals',
  supplier_exemption: () => '/evaluations?tab=exemptions',
  auction: ({ id }) => `/auctions/${id}`,
  award: () => '/rfqs',
  purchase_order: ({ id }) => `/purchase-orders/${id}`,
  purchase_order_line: (_, own) => (own ? '/purchase-orders' : '/received-orders'),
  purchase_order_response: () => '/purchase-orders',
  blanket_order: ({ id }) => `/blanket-orders/${id}`,
  supply_forecast: () => '/supply-forecasts',
  statement: ({ id }) => `/statements/${id}`,
  statement_line: () => '/statements',
  supplier_invoice: ({ id }) => `/invoices/${id}`,
  debit_note: ({ id }) => `/debit-notes/${id}`,
  match_exception: (_, own) => (own ? '/match-exceptions' : '/my-money?tab=exceptions'),
  shipment: ({ id }) => `/shipments/${id}`,
  inspection: ({ id }) => `/inspections/${id}`,
  concession: ({ id }) => `/concessions/${id}`,
  sampling_record: () => '/inspections?tab=records',
  goods_return: ({ id }) => `/returns/${id}`,
  webhook: ({ id }) => `/webhooks/${id}`,
  webhook_delivery: () => '/webhooks',
  job: () => '/jobs?status=failed',
  user: () => '/account',
};

// `organisation` empty: the own one.
export function addressOf(session: Session, document: Document): string | undefined {
  const organisation = document.organisation || session.organisation.id;
  return documents[document.entity]?.(
    { ...document, organisation },
    organisation === session.organisation.id,
  );
}
