// Every place of the app that has a way to it: where it stands among the white paper's three stages and among the
// modules, and who may open it. A new module adds its lines here and to routes.tsx, and its
// documents to documents.ts.
import {
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BellOutlined,
  BlockOutlined,
  CalendarOutlined,
  CameraOutlined,
  CarryOutOutlined,
  ContactsOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FundOutlined,
  FileDoneOutlined,
  FolderOpenOutlined,
  FormOutlined,
  HomeOutlined,
  InboxOutlined,
  KeyOutlined,
  QrcodeOutlined,
  ReconciliationOutlined,
  RiseOutlined,
  RollbackOutlined,
  SafetyOutlined,
  SearchOutlined,
  ScanOutlined,
  SendOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SwapOutlined,
  TagsOutlined,
  ToolOutlined,
  TrophyOutlined,
  UserOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Session } from '@/kit/api';
import { permissions } from '@/kit/permissions';
import { can } from '@/kit/session';
import type { texts } from './texts';

// 登云: get on the cloud; 数字化: run on data; 智能化: optimise; manage: the organisation itself.
export const stages = ['cloud', 'digital', 'intelligent', 'manage'] as const;
export type Stage = (typeof stages)[number];
export const groups = ['enterprise', 'trade', 'workshop', 'cluster', 'money', 'people', 'records'] as const;
export type Group = (typeof groups)[number];

type Words = (typeof texts)['zh'];
type PlainWord = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];

export type Place = {
  to: string;
  title: PlainWord;
  icon: ReactNode;
  stage?: Stage;
  group?: Group;
  permission?: string;
  // Enterprises only.
  enterprise?: boolean;
  // Leaves the frame of the shell.
  wide?: boolean;
};

export const places: Place[] = [
  { to: '/', title: 'home', icon: <HomeOutlined /> },
  {
    to: '/enterprise',
    title: 'profile',
    icon: <ShopOutlined />,
    stage: 'cloud',
    group: 'enterprise',
    enterprise: true,
  },
  {
    to: '/orders',
    title: 'orders',
    icon: <ShoppingOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.buy,
    enterprise: true,
  },
  {
    to: '/rfqs',
    title: 'rfqs',
    icon: <FormOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.source,
    enterprise: true,
  },
  {
    to: '/market',
    title: 'market',
    icon: <FileSearchOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.bid,
    enterprise: true,
  },
  {
    to: '/board',
    title: 'board',
    icon: <BlockOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.operateOrders,
  },
  {
    to: '/work',
    title: 'work',
    icon: <CarryOutOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.work,
    enterprise: true,
  },
  {
    to: '/incoming',
    title: 'incoming',
    icon: <InboxOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.viewShipments,
    enterprise: true,
  },
  {
    to: '/inspections',
    title: 'inspections',
    icon: <ExperimentOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.inspect,
  },
  {
    to: '/returns',
    title: 'returns',
    icon: <RollbackOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.requestReturns,
  },
  {
    to: '/earnings',
    title: 'earnings',
    icon: <FundOutlined />,
    stage: 'cloud',
    group: 'trade',
    permission: permissions.supply,
    enterprise: true,
  },
  {
    to: '/score',
    title: 'score',
    icon: <TrophyOutlined />,
    stage: 'cloud',
    group: 'enterprise',
    permission: permissions.viewScores,
    enterprise: true,
  },
  { to: '/directory', title: 'directory', icon: <ApartmentOutlined />, stage: 'cloud', group: 'cluster' },
  { to: '/map', title: 'map', icon: <EnvironmentOutlined />, stage: 'cloud', group: 'cluster' },
  {
    to: '/reviews',
    title: 'reviews',
    icon: <FileProtectOutlined />,
    stage: 'cloud',
    group: 'cluster',
    permission: permissions.verifyCertificates,
  },
  {
    to: '/capacity',
    title: 'capacity',
    icon: <SearchOutlined />,
    stage: 'cloud',
    group: 'cluster',
    permission: permissions.viewCapacity,
  },
  {
    to: '/items',
    title: 'items',
    icon: <AppstoreOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewItems,
    enterprise: true,
  },
  {
    to: '/received-revisions',
    title: 'receivedRevisions',
    icon: <FileDoneOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewItems,
    enterprise: true,
  },
  {
    to: '/machines',
    title: 'machines',
    icon: <ToolOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewCapacity,
    enterprise: true,
  },
  {
    to: '/working-calendars',
    title: 'workingCalendars',
    icon: <CalendarOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.editCapacity,
    enterprise: true,
  },
  {
    to: '/rate-cards',
    title: 'rateCards',
    icon: <TagsOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.priceCapacity,
    enterprise: true,
  },
  {
    to: '/escrows',
    title: 'escrows',
    icon: <BankOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.viewEscrow,
  },
  {
    to: '/accounts',
    title: 'accounts',
    icon: <WalletOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.viewAccounts,
  },
  {
    to: '/payments',
    title: 'payments',
    icon: <SwapOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.viewPayments,
  },
  {
    to: '/reconciliation',
    title: 'reconciliation',
    icon: <ReconciliationOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.reconcilePayments,
  },
  {
    to: '/capture',
    title: 'capture',
    icon: <CameraOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: 'files.edit',
  },
  { to: '/scan', title: 'scan', icon: <ScanOutlined />, stage: 'digital', group: 'workshop' },
  {
    to: '/files',
    title: 'files',
    icon: <FolderOpenOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: 'files.read',
  },
  {
    to: '/labels',
    title: 'labels',
    icon: <QrcodeOutlined />,
    stage: 'digital',
    group: 'workshop',
    enterprise: true,
  },
  {
    to: '/wall',
    title: 'wall',
    icon: <DashboardOutlined />,
    stage: 'digital',
    group: 'cluster',
    wide: true,
  },
  {
    to: '/stages',
    title: 'stages',
    icon: <RiseOutlined />,
    stage: 'intelligent',
    group: 'enterprise',
    enterprise: true,
  },
  {
    to: '/members',
    title: 'members',
    icon: <ContactsOutlined />,
    stage: 'manage',
    group: 'people',
    permission: permissions.viewMembers,
  },
  {
    to: '/roles',
    title: 'roles',
    icon: <SafetyOutlined />,
    stage: 'manage',
    group: 'people',
    permission: permissions.viewRoles,
  },
  {
    to: '/api-keys',
    title: 'apiKeys',
    icon: <KeyOutlined />,
    stage: 'manage',
    group: 'people',
    permission: permissions.viewApiKeys,
  },
  {
    to: '/audit',
    title: 'audit',
    icon: <AuditOutlined />,
    stage: 'manage',
    group: 'records',
    permission: permissions.viewAudit,
  },
  {
    to: '/documents',
    title: 'documents',
    icon: <FileProtectOutlined />,
    stage: 'cloud',
    group: 'records',
    permission: permissions.receiveDocuments,
  },
  {
    to: '/webhooks',
    title: 'webhooks',
    icon: <SendOutlined />,
    stage: 'manage',
    group: 'records',
    permission: permissions.viewWebhooks,
  },
  {
    to: '/jobs',
    title: 'jobs',
    icon: <FieldTimeOutlined />,
    stage: 'manage',
    group: 'records',
    permission: permissions.viewJobs,
  },
  // Reached from the bar, and found by the search.
  { to: '/notifications', title: 'notifications', icon: <BellOutlined /> },
  { to: '/account', title: 'account', icon: <UserOutlined /> },
];

export function isOpenTo(session: Session, place: Place): boolean {
  if (place.enterprise && session.organisation.kind !== 'enterprise') return false;
  return !place.permission || can(session, place.permission);
}
