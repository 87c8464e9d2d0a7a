// Light or dark: as the person chose, else as the device says.
import { createContext, use, useEffect, useInsertionEffect, useMemo, useState, type ReactNode } from 'react';
import { palettes, type Mode } from './palette';

const storageKey = 'dengyun.theme';
// Of the language of the page (base.css): quotation marks of a Chinese face are as wide as a sign.
export const fonts = 'var(--fonts)';

function storedMode(): Mode | undefined {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

// What the device's settings say, and say later.
export function useDevice(condition: string): boolean {
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

export function ThemeProvider({ children }: { children: ReactNode }) {
  const device = useDevice('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const [chosen, setChosen] = useState(storedMode);
  const mode = chosen ?? device;

  // Before anything is laid out: a first field that takes the focus would be measured in another font.
  useInsertionEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = mode;
    root.style.colorScheme = mode;
    for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--${name}`, value);
  }, [mode]);

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
  return <ThemeContext value={state}>{children}</ThemeContext>;
}
