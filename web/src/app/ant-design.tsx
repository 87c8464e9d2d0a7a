// Ant Design in our colours and in the language of the page. Everything but the sign-in stands within it: the first page
// of all has to be there at once.
import { ConfigProvider, theme as ant, type ThemeConfig } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useMemo, type ReactNode } from 'react';
import { Outlet } from 'react-router';
import { useLanguage } from '@/kit/i18n';
import { palettes, type Mode } from './palette';
import { fonts, useDevice, useTheme } from './theme';

type Algorithm = Exclude<NonNullable<ThemeConfig['algorithm']>, unknown[]>;

// The colour of what is pressed as it is, and as our own pieces have it: the dark theme would make a duller one of it.
function pine(mode: Mode): Algorithm {
  const colour = palettes[mode];
  return (seed, map) => ({
    ...(map ?? ant.defaultAlgorithm(seed)),
    colorPrimary: colour.primary,
    colorPrimaryHover: colour['primary-strong'],
    colorPrimaryActive: colour['primary-strong'],
  });
}

function tokensOf(mode: Mode, motion: boolean): ThemeConfig {
  const colour = palettes[mode];
  return {
    algorithm: [mode === 'dark' ? ant.darkAlgorithm : ant.defaultAlgorithm, pine(mode)],
    token: {
      colorPrimary: colour.primary,
      colorLink: colour.primary,
      colorSuccess: colour.good,
      colorWarning: colour.copper,
      colorError: colour.bad,
      colorInfo: colour.primary,
      colorTextBase: colour.ink,
      colorBgBase: colour.surface,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.surface,
      colorBorder: colour.edge,
      colorTextDisabled: colour['ink-faint'],
      colorBgContainerDisabled: colour['surface-soft'],
      colorTextPlaceholder: colour['ink-faint'],
      colorTextDescription: colour['ink-faint'],
      fontFamily: fonts,
      fontSize: 16,
      controlHeight: 40,
      controlHeightLG: 48,
      controlHeightSM: 32,
      borderRadius: 8,
      wireframe: false,
      motion,
    },
    components: {
      Button: {
        primaryColor: colour['on-primary'],
        solidTextColor: colour['on-primary'],
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
      },
      Form: { labelFontSize: 16, verticalLabelPadding: '0 0 6px', itemMarginBottom: 22 },
      Radio: { buttonSolidCheckedColor: colour['on-primary'] },
      Segmented: {
        trackBg: colour['surface-soft'],
        itemColor: colour['ink-soft'],
        itemSelectedBg: colour['primary-soft'],
        itemSelectedColor: colour['primary-strong'],
      },
      Input: { activeShadow: `0 0 0 3px ${colour['primary-soft']}` },
    },
  };
}

function markNeeded(label: ReactNode, { required }: { required: boolean }): ReactNode {
  if (!required) return label;
  return (
    <>
      {label}
      <span className="needed">*</span>
    </>
  );
}

export function AntDesign({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const { mode } = useTheme();
  const isStill = useDevice('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);
  const theme = useMemo(() => tokensOf(mode, !isStill), [mode, isStill]);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enGB}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: markNeeded }}
    >
      {children}
    </ConfigProvider>
  );
}

// Around routes.
export function Component() {
  return (
    <AntDesign>
      <Outlet />
    </AntDesign>
  );
}
