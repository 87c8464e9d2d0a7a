// The way around: only what the person may open is there.
import {
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  ContactsOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  HomeOutlined,
  KeyOutlined,
  ReconciliationOutlined,
  SafetyOutlined,
  SendOutlined,
  ShopOutlined,
  SwapOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import type { Session } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { permissions } from '@/kit/permissions';
import { can } from '@/kit/session';
import { texts } from './texts';

type Entry = { to: string; title: string; icon: ReactNode; permission?: string; only?: boolean };
type Group = { title?: string; entries: Entry[] };

function groupsOf(text: (typeof texts)['zh'], session: Session): Group[] {
  const isEnterprise = session.organisation.kind === 'enterprise';
  return [
    { entries: [{ to: '/', title: text.home, icon: <HomeOutlined /> }] },
    {
      title: text.groupEnterprise,
      entries: [
        { to: '/enterprise', title: text.profile, icon: <ShopOutlined />, only: isEnterprise },
        { to: '/directory', title: text.directory, icon: <ApartmentOutlined /> },
        {
          to: '/reviews',
          title: text.reviews,
          icon: <FileProtectOutlined />,
          permission: permissions.verifyCertificates,
        },
      ],
    },
    {
      title: text.groupMoney,
      entries: [
        { to: '/escrows', title: text.escrows, icon: <BankOutlined />, permission: permissions.viewEscrow },
        {
          to: '/accounts',
          title: text.accounts,
          icon: <WalletOutlined />,
          permission: permissions.viewAccounts,
        },
        {
          to: '/payments',
          title: text.payments,
          icon: <SwapOutlined />,
          permission: permissions.viewPayments,
        },
        {
          to: '/reconciliation',
          title: text.reconciliation,
          icon: <ReconciliationOutlined />,
          permission: permissions.reconcilePayments,
        },
      ],
    },
    {
      title: text.groupPeople,
      entries: [
        {
          to: '/members',
          title: text.members,
          icon: <ContactsOutlined />,
          permission: permissions.viewMembers,
        },
        { to: '/roles', title: text.roles, icon: <SafetyOutlined />, permission: permissions.viewRoles },
        { to: '/api-keys', title: text.apiKeys, icon: <KeyOutlined />, permission: permissions.viewApiKeys },
      ],
    },
    {
      title: text.groupRecords,
      entries: [
        { to: '/audit', title: text.audit, icon: <AuditOutlined />, permission: permissions.viewAudit },
        {
          to: '/webhooks',
          title: text.webhooks,
          icon: <SendOutlined />,
          permission: permissions.viewWebhooks,
        },
        { to: '/jobs', title: text.jobs, icon: <FieldTimeOutlined />, permission: permissions.viewJobs },
      ],
    },
  ];
}

export function Nav({ session, onGo }: { session: Session; onGo?: () => void }) {
  const text = useTexts(texts);
  const open = (entry: Entry) =>
    entry.only !== false && (!entry.permission || can(session, entry.permission));
  return (
    <nav className="nav" onClick={onGo}>
      {groupsOf(text, session).map((group) => {
        const entries = group.entries.filter(open);
        if (entries.length === 0) return null;
        return (
          <div key={group.title ?? 'start'}>
            {group.title && <h2>{group.title}</h2>}
            {entries.map((entry) => (
              <NavLink key={entry.to} to={entry.to} end={entry.to === '/'}>
                {entry.icon}
                {entry.title}
              </NavLink>
            ))}
          </div>
        );
      })}
      {can(session, permissions.viewApiKeys) && (
        <a href="/api/reference" target="_blank" rel="noreferrer">
          <ApiOutlined />
          {text.reference}
        </a>
      )}
    </nav>
  );
}
