// Search and filters above a list; both live in the page's address.
import { Input, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTexts } from '../i18n';
import { common } from '../texts/common';
import type { ListState } from './list-state';

const typingPauseMs = 300;

export function SearchBox({ state, placeholder }: { state: ListState; placeholder?: string }) {
  const text = useTexts(common);
  const [typed, setTyped] = useState(state.q);
  const [seen, setSeen] = useState(state.q);
  // The address changed by itself: Back, or "clear filters".
  if (seen !== state.q) {
    setSeen(state.q);
    setTyped(state.q);
  }
  useEffect(() => {
    if (typed.trim() === state.q) return;
    const timer = setTimeout(() => state.set('q', typed.trim() || undefined), typingPauseMs);
    // Who goes on to another page must not be called back by what he typed before.
    const drop = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a')) clearTimeout(timer);
    };
    document.addEventListener('click', drop, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', drop, true);
    };
  }, [typed, state]);
  return (
    <Input
      className="search"
      type="search"
      allowClear
      maxLength={100}
      value={typed}
      placeholder={placeholder ?? text.search}
      aria-label={placeholder ?? text.search}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => state.set('q', typed.trim() || undefined)}
    />
  );
}

type FilterProps = {
  state: ListState;
  name: string;
  label: string;
  options: { value: string; label: string }[];
};

export function FilterChoice({ state, name, label, options }: FilterProps) {
  const text = useTexts(common);
  return (
    <Select
      className="filter"
      aria-label={label}
      value={state.filters[name] ?? ''}
      onChange={(value: string) => state.set(name, value || undefined)}
      options={[{ value: '', label: text.pair(label, text.all) }, ...options]}
      labelRender={({ value, label: chosen }) => (
        <>
          {value !== '' && text.pair(label, '')}
          {chosen}
        </>
      )}
      popupMatchSelectWidth={false}
    />
  );
}

export function Toolbar({ children }: { children: ReactNode }) {
  return <div className="toolbar">{children}</div>;
}
