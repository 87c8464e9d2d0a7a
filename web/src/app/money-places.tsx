// Where money is owed, held and paid.
import {
  BankOutlined,
  DiffOutlined,
  MoneyCollectOutlined,
  PayCircleOutlined,
  ReconciliationOutlined,
  SwapOutlined,
  WalletOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { permissions } from '@/kit/permissions';
import type { Place } from './places';

export const moneyPlaces: Place[] = [
  {
    to: '/statements',
    title: 'statements',
    icon: <DiffOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.viewInvoicing,
    enterprise: true,
  },
  {
    to: '/my-money',
    title: 'myMoney',
    icon: <PayCircleOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.invoice,
    enterprise: true,
  },
  {
    to: '/payables',
    title: 'payables',
    icon: <MoneyCollectOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.settlePurchases,
    enterprise: true,
  },
  {
    to: '/match-exceptions',
    title: 'matchExceptions',
    icon: <WarningOutlined />,
    stage: 'cloud',
    group: 'money',
    permission: permissions.settlePurchases,
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
];
