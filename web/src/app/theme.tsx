// Light or dark: as the person chose, else as the device says.
import { ConfigProvider, theme as ant, type ThemeConfig } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLanguage } from '@/kit/i18n';
import { palettes, type Mode } from './palette';

const storageKey = 'dengyun.theme';
const fonts =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", system-ui, sans-serif';

function storedMode(): Mode | undefined {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

// What the device's settings say, and say later.
function useDevice(condition: string): boolean {
  const [query] = useState(() => matchMedia(condition));
  const [holds, setHolds] = useState(query.matches);
  useEffect(() => {
    const changed = () => setHolds(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [query]);
  return holds;
}

type ThemeState = { mode: Mode; setMode: (mode: Mode) => void };
const ThemeContext = createContext<ThemeState>({ mode: 'light', setMode: () => undefined });

export function useTheme(): ThemeState {
  return use(ThemeContext);
}

function tokensOf(mode: Mode, motion: boolean): ThemeConfig {
  const colour = palettes[mode];
  return {
    algorithm: mode === 'dark' ? ant.darkAlgorithm : ant.defaultAlgorithm,
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
      colorBorder: mode === 'dark' ? '#3b4742' : '#cfcbbf',
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
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
      },
      Form: { labelFontSize: 16, verticalLabelPadding: '0 0 6px', itemMarginBottom: 22 },
      Input: { activeShadow: `0 0 0 3px ${colour['primary-soft']}` },
    },
  };
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const device = useDevice('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const isStill = useDevice('(prefers-reduced-motion: reduce)');
  const [chosen, setChosen] = useState(storedMode);
  const mode = chosen ?? device;

  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = mode;
    root.style.colorScheme = mode;
    root.style.setProperty('--fonts', fonts);
    for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--${name}`, value);
  }, [mode]);

  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);

  const state = useMemo(
    () => ({
      mode,
      setMode: (next: Mode) => {
        localStorage.setItem(storageKey, next);
        setChosen(next);
      },
    }),
    [mode],
  );
  const theme = useMemo(() => tokensOf(mode, !isStill), [mode, isStill]);
  return (
    <ThemeContext value={state}>
      <ConfigProvider
        theme={theme}
        locale={language === 'zh' ? zhCN : enGB}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </ThemeContext>
  );
}
