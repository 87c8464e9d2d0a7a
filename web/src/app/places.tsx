// Every place of the app that has a way to it: where it stands among the white paper's three stages and among the
// modules, and who may open it. A new module adds its lines here, or beside where there are many, and to
// routes.tsx, and its documents to documents.ts.
import {
  AlertOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  CameraOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FolderOpenOutlined,
  FundProjectionScreenOutlined,
  HomeOutlined,
  KeyOutlined,
  MonitorOutlined,
  QrcodeOutlined,
  RiseOutlined,
  SafetyOutlined,
  ScanOutlined,
  SearchOutlined,
  SendOutlined,
  ShareAltOutlined,
  ShopOutlined,
  TagsOutlined,
  ToolOutlined,
  TrophyOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Session } from '@/kit/api';
import { permissions } from '@/kit/permissions';
import { can } from '@/kit/session';
import { moneyPlaces } from './money-places';
import type { texts } from './texts';
import { tradePlaces } from './trade-places';

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
  // Enterprises, and the platform, which orders from workshops: an authority or a bank neither buys nor makes.
  trades?: boolean;
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
  ...tradePlaces,
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
    to: '/floor',
    title: 'floor',
    icon: <MonitorOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewTelemetry,
    enterprise: true,
  },
  {
    to: '/alarms',
    title: 'alarms',
    icon: <AlertOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewTelemetry,
    enterprise: true,
  },
  {
    to: '/firmware',
    title: 'firmware',
    icon: <CloudUploadOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.editTelemetry,
    enterprise: true,
  },
  {
    to: '/screens',
    title: 'screens',
    icon: <FundProjectionScreenOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewTelemetry,
    enterprise: true,
  },
  {
    to: '/device-shares',
    title: 'deviceShares',
    icon: <ShareAltOutlined />,
    stage: 'digital',
    group: 'workshop',
    permission: permissions.viewTelemetry,
    enterprise: true,
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
  ...moneyPlaces,
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
  if (place.trades && !['enterprise', 'platform'].includes(session.organisation.kind)) return false;
  return !place.permission || can(session, place.permission);
}
