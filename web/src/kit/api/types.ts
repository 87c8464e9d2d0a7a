// Names for what the generated schema holds, taken by path: the one place that knows its shape.
import type { paths } from '@/gen/schema';

type Method = 'get' | 'post' | 'patch' | 'delete';
type Good = 200 | 201 | 202;
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never;
type Responses<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { responses: infer R }> ? R : never;

// What a successful call answers, and what it takes.
export type Answer<P extends keyof paths, M extends Method> = {
  [S in keyof Responses<P, M>]: S extends Good ? JsonOf<Responses<P, M>[S]> : never;
}[keyof Responses<P, M>];
export type Body<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { requestBody?: { content: { 'application/json': infer T } } }> ? T : never;

// Collections: GET answers a page of items.
export type ListPath = {
  [P in keyof paths]: Answer<P, 'get'> extends { items: unknown[] } ? P : never;
}[keyof paths];
export type Item<P extends ListPath> = Answer<P, 'get'> extends { items: (infer T)[] } ? T : never;
export type Page<T> = { items: T[]; next?: string | null };

// Collections whose rows have an address of their own.
export type RowPath = { [P in ListPath]: `${P}/{id}` extends keyof paths ? P : never }[ListPath];

export type Session = Answer<'/api/v1/session', 'get'>;
export type Enterprise = Item<'/api/v1/enterprises'>;
export type WorkEvidence = Item<'/api/v1/work-evidence'>;
export type DeviceShare = Item<'/api/v1/device-shares'>;
export type Screen = Item<'/api/v1/screens'>;
export type ScreenPanel = Screen['panels'][number];
export type Site = Item<'/api/v1/sites'>;
export type Contact = Item<'/api/v1/contacts'>;
export type Capability = Item<'/api/v1/capabilities'>;
export type Certificate = Item<'/api/v1/certificates'>;
export type Member = Item<'/api/v1/members'>;
export type Role = Item<'/api/v1/roles'>;
export type Permission = Item<'/api/v1/permissions'>;
export type ApiKey = Item<'/api/v1/api-keys'>;
// As the server answers their creation, with what is shown only then.
export type NewApiKey = Answer<'/api/v1/api-keys', 'post'>;
export type NewWebhook = Answer<'/api/v1/webhooks', 'post'>;
export type Webhook = Item<'/api/v1/webhooks'>;
export type WebhookDelivery = Item<'/api/v1/webhook-deliveries'>;
export type Job = Item<'/api/v1/jobs'>;
export type LedgerAccount = Item<'/api/v1/ledger/accounts'>;
export type LedgerEntry = Item<'/api/v1/ledger/accounts/{id}/statement'>;
export type LedgerTransfer = Answer<'/api/v1/ledger/transfers/{id}', 'get'>;
export type Escrow = Item<'/api/v1/escrows'>;
export type EscrowWhereabouts = Answer<'/api/v1/escrows/{id}/money', 'get'>;
export type EscrowDispute = Item<'/api/v1/escrows/{id}/disputes'>;
export type EscrowNote = Item<'/api/v1/escrows/{id}/notes'>;
export type Payment = Item<'/api/v1/payments'>;
export type Reconciliation = Item<'/api/v1/reconciliations'>;
export type PaymentDifference = Item<'/api/v1/payment-differences'>;
export type ItemRow = Item<'/api/v1/items'>;
export type Revision = Item<'/api/v1/revisions'>;
export type Drawing = Item<'/api/v1/drawings'>;
export type Distribution = Item<'/api/v1/distributions'>;
export type BomLine = Item<'/api/v1/bom-lines'>;
export type Routing = Item<'/api/v1/routings'>;
export type Operation = Item<'/api/v1/operations'>;
export type Machine = Item<'/api/v1/machines'>;
export type MachineWeek = Answer<'/api/v1/machines/{id}/week', 'get'>;
export type WorkingCalendar = Item<'/api/v1/working-calendars'>;
export type RateCard = Item<'/api/v1/rate-cards'>;
export type CapacitySearch = Answer<'/api/v1/capacity-search', 'get'>;
export type Candidate = CapacitySearch['items'][number];
export type Device = Item<'/api/v1/devices'>;
export type NewDevice = Answer<'/api/v1/devices', 'post'>;
export type DeviceProfile = Answer<'/api/v1/device-profiles', 'get'>['items'][number];
export type DeviceValue = Answer<'/api/v1/devices/{id}/values', 'get'>['values'][number];
export type PointSeries = Answer<'/api/v1/devices/{id}/series', 'get'>['series'][number];
export type StateInterval = Answer<'/api/v1/devices/{id}/states', 'get'>['intervals'][number];
export type DeviceOee = Answer<'/api/v1/devices/{id}/oee', 'get'>;
export type ParameterSet = Item<'/api/v1/parameter-sets'>;
export type DeviceCommand = Item<'/api/v1/device-commands'>;
export type KnownCommand = DeviceProfile['commands'][number];
export type DeviceParameter = DeviceProfile['parameters'][number];
export type Firmware = Item<'/api/v1/firmware'>;
export type FirmwareCampaign = Item<'/api/v1/firmware-campaigns'>;
export type FirmwareUpdate = Item<'/api/v1/firmware-updates'>;
export type Alarm = Item<'/api/v1/alarms'>;
export type AlarmRule = Item<'/api/v1/alarm-rules'>;
export type DerivedPoint = Item<'/api/v1/derived-points'>;
export type Backtest = Answer<'/api/v1/devices/{id}/backtests', 'post'>;
export type FloorDevice = Answer<'/api/v1/workshop-floor', 'get'>['devices'][number];
export type SalesOrder = Item<'/api/v1/sales-orders'>;
export type OrderOption = Answer<'/api/v1/order-options/{id}', 'get'>;
export type PlannedLot = OrderOption['lots'][number];
export type OrderProgress = Answer<'/api/v1/sales-orders/{id}/progress', 'get'>;
export type ProgressStep = OrderProgress['steps'][number];
export type OperationTask = Item<'/api/v1/operation-tasks'>;
export type Destination = Answer<'/api/v1/operation-tasks/{id}/destinations', 'get'>['destinations'][number];
export type BoardLine = Item<'/api/v1/dispatch-board'>;
export type WinnableOperation = Answer<'/api/v1/winnable-operations', 'get'>['items'][number];
export type EvidenceRule = Item<'/api/v1/evidence-rules'>;
export type ScoreReport = Answer<'/api/v1/scores/{id}', 'get'>;
export type ScoreReason = ScoreReport['reasons'][number];
export type WorkReport = Item<'/api/v1/operation-tasks/{id}/reports'>;
export type CounterOffer = Item<'/api/v1/operation-tasks/{id}/counter-offers'>;
export type Shipment = Item<'/api/v1/shipments'>;
export type Inspection = Item<'/api/v1/inspections'>;
export type Concession = Item<'/api/v1/concessions'>;
export type SamplingRecord = Item<'/api/v1/sampling-records'>;
export type GoodsReturn = Item<'/api/v1/returns'>;
export type ReceivedDocument = Item<'/api/v1/received-documents'>;
export type AuditEvent = Item<'/api/v1/events'>;
// A region or an industry.
export type ReferenceCode = Item<'/api/v1/regions'>;
export type SavedView = Item<'/api/v1/views'>;
// What a dry run or an import tells.
export type ImportReport = Answer<'/api/v1/sites/imports', 'post'>;
export type TaskGroup = Answer<'/api/v1/tasks', 'get'>['groups'][number];
export type Notification = Item<'/api/v1/notifications'>;
export type NotificationKind = Answer<'/api/v1/notification-preferences', 'get'>['kinds'][number];
export type Statistics = Answer<'/api/v1/enterprise-statistics', 'get'>;
export type Activity = Answer<'/api/v1/enterprise-activity', 'get'>['items'][number];
export type StoredFile = Answer<'/api/v1/files', 'post'>;
