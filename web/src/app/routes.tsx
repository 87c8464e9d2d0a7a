// Every page and its address. Each page is a chunk of its own.
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Gate } from './gate';
import { NotFound, RouteFailure, StartUp } from './route-states';

const gated: RouteObject[] = [
  { path: 'register', lazy: () => import('@/modules/identity/register') },
  { path: 'forgotten-password', lazy: () => import('@/modules/identity/forgotten-password') },
  { path: 'password-reset', lazy: () => import('@/modules/identity/password-reset') },
];

const inside: RouteObject[] = [
  { index: true, lazy: () => import('./home') },
  { path: 'enterprise', lazy: () => import('@/modules/enterprise/profile-page') },
  { path: 'directory', lazy: () => import('@/modules/enterprise/directory-page') },
  { path: 'directory/:id', lazy: () => import('@/modules/enterprise/directory-entry') },
  { path: 'reviews', lazy: () => import('@/modules/enterprise/reviews-page') },
  { path: 'members', lazy: () => import('@/modules/identity/members-page') },
  { path: 'roles', lazy: () => import('@/modules/identity/roles-page') },
  { path: 'api-keys', lazy: () => import('@/modules/identity/api-keys-page') },
  { path: 'audit', lazy: () => import('@/modules/audit/audit-page') },
  { path: 'webhooks', lazy: () => import('@/modules/webhooks/webhooks-page') },
  { path: 'webhooks/:id', lazy: () => import('@/modules/webhooks/webhook-entry') },
  { path: 'jobs', lazy: () => import('@/modules/jobs/jobs-page') },
  { path: 'records/:entity/:id', lazy: () => import('@/kit/detail/record-page') },
  { path: 'map', lazy: () => import('@/modules/enterprise/map-page') },
  { path: 'certificates/:id', lazy: () => import('@/modules/enterprise/certificate-page') },
  { path: 'capture', lazy: () => import('@/modules/enterprise/capture-page') },
  { path: 'files', lazy: () => import('@/modules/enterprise/files-page') },
  { path: 'labels', lazy: () => import('@/modules/enterprise/labels-page') },
  { path: 'stages', lazy: () => import('./stages/stages-page') },
  { path: 'scan', lazy: () => import('./scan') },
  { path: 'open/:entity/:id', lazy: () => import('./open') },
  { path: 'notifications', lazy: () => import('./notifications') },
  { path: 'accounts', lazy: () => import('@/modules/money/accounts-page') },
  { path: 'accounts/:id', lazy: () => import('@/modules/money/account-page') },
  { path: 'transfers/:id', lazy: () => import('@/modules/money/transfer-page') },
  { path: 'escrows', lazy: () => import('@/modules/money/escrows-page') },
  { path: 'escrows/:id', lazy: () => import('@/modules/money/escrow-page') },
  { path: 'payments', lazy: () => import('@/modules/money/payments-page') },
  { path: 'reconciliation', lazy: () => import('@/modules/money/reconciliation-page') },
  { path: 'items', lazy: () => import('@/modules/items/items-page') },
  { path: 'items/:id', lazy: () => import('@/modules/items/item-page') },
  { path: 'revisions/:id', lazy: () => import('@/modules/items/revision-page') },
  { path: 'received-revisions', lazy: () => import('@/modules/items/received-page') },
  { path: 'machines', lazy: () => import('@/modules/capacity/machines-page') },
  { path: 'machines/:id', lazy: () => import('@/modules/capacity/machine-page') },
  { path: 'working-calendars', lazy: () => import('@/modules/capacity/calendars-page') },
  { path: 'rate-cards', lazy: () => import('@/modules/capacity/rate-cards-page') },
  { path: 'capacity', lazy: () => import('@/modules/capacity/search-page') },
  { path: 'orders', lazy: () => import('@/modules/orders/orders-page') },
  { path: 'orders/new', lazy: () => import('@/modules/orders/need-page') },
  { path: 'orders/:id', lazy: () => import('@/modules/orders/order-page') },
  { path: 'orders/:id/edit', lazy: () => import('@/modules/orders/need-page') },
  { path: 'board', lazy: () => import('@/modules/orders/board-page') },
  { path: 'work', lazy: () => import('@/modules/orders/work-page') },
  { path: 'work/:id', lazy: () => import('@/modules/orders/task-page') },
  { path: 'earnings', lazy: () => import('@/modules/orders/earnings-page') },
  { path: 'score', lazy: () => import('@/modules/scores/score-page') },
  { path: 'scores/:id', lazy: () => import('@/modules/scores/score-page') },
  { path: 'incoming', lazy: () => import('@/modules/shipments/incoming-page') },
  { path: 'shipments/:id', lazy: () => import('@/modules/shipments/shipment-page') },
  { path: 'shipments/:id/note', lazy: () => import('@/modules/shipments/note-page') },
  { path: 'inspections', lazy: () => import('@/modules/inspections/inspections-page') },
  { path: 'inspections/:id', lazy: () => import('@/modules/inspections/inspection-page') },
  { path: 'concessions/:id', lazy: () => import('@/modules/inspections/concession-entry') },
  { path: 'returns', lazy: () => import('@/modules/returns/returns-page') },
  { path: 'returns/new', lazy: () => import('@/modules/returns/request-page') },
  { path: 'returns/:id', lazy: () => import('@/modules/returns/return-page') },
  { path: 'account', lazy: () => import('@/modules/identity/account-page') },
  { path: '*', Component: NotFound },
];

export const router = createBrowserRouter([
  {
    ErrorBoundary: RouteFailure,
    HydrateFallback: StartUp,
    children: [
      {
        Component: Gate,
        children: [
          { path: 'sign-in', lazy: () => import('@/modules/identity/sign-in') },
          { lazy: () => import('./ant-design'), children: gated },
        ],
      },
      {
        lazy: () => import('./signed-in'),
        children: [
          { path: 'wall', lazy: () => import('./wall/wall') },
          { lazy: () => import('./shell'), children: inside },
        ],
      },
    ],
  },
]);
