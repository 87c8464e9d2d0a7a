// The bar at a thumb's reach on a phone: what people on the shop floor use all day.
import {
  BellOutlined,
  CameraOutlined,
  CarryOutOutlined,
  HomeOutlined,
  ScanOutlined,
  ShopOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import type { Session } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { useQueue } from '@/kit/offline';
import { permissions } from '@/kit/permissions';
import { can } from '@/kit/session';
import { texts } from './texts';

export function Tabs({ session }: { session: Session }) {
  const text = useTexts(texts);
  const { actions } = useQueue();
  const tabs: { to: string; title: string; icon: ReactNode; count?: number }[] = [
    { to: '/', title: text.home, icon: <HomeOutlined /> },
    can(session, permissions.work) && session.organisation.kind === 'enterprise'
      ? { to: '/work', title: text.work, icon: <CarryOutOutlined /> }
      : { to: '/directory', title: text.directory, icon: <ShopOutlined /> },
    { to: '/scan', title: text.scan, icon: <ScanOutlined /> },
    ...(can(session, 'files.edit')
      ? [{ to: '/capture', title: text.capture, icon: <CameraOutlined />, count: actions.length }]
      : []),
    { to: '/notifications', title: text.notifications, icon: <BellOutlined /> },
  ];
  return (
    <nav className="tabs" aria-label={text.tabs}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.to === '/'}>
          {tab.icon}
          <span>{tab.title}</span>
          {tab.count !== undefined && tab.count > 0 && <span className="bell-count">{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
