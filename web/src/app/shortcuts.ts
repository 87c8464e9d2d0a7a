// Keys that work on every page: one stroke, or two one after the other. Not while somebody types.
import { useEffect, useRef } from 'react';

export type Shortcut = { keys: string; run: () => void };

const pauseMaxMs = 1_000;

type Stroke = { key: string; at: number; withControl: boolean };

// "ctrl+k", "?", "g d". The stroke before counts for a second.
export function shortcutFor(keys: readonly string[], before: Stroke | null, now: Stroke): string | undefined {
  const one = (now.withControl ? 'ctrl+' : '') + now.key;
  const two = before && now.at - before.at <= pauseMaxMs ? `${before.key} ${one}` : undefined;
  return keys.find((key) => key === two) ?? keys.find((key) => key === one);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const known = useRef(shortcuts);
  useEffect(() => {
    known.current = shortcuts;
  });
  useEffect(() => {
    let before: Stroke | null = null;
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing || typeof event.key !== 'string') return;
      const withControl = event.ctrlKey || event.metaKey;
      if (!withControl && isTyping(event.target)) return;
      if (document.querySelector('dialog[open], .ant-modal-wrap, .ant-drawer-open')) return;
      const stroke = { key: event.key.toLowerCase(), at: event.timeStamp, withControl };
      const found = shortcutFor(
        known.current.map(({ keys }) => keys),
        before,
        stroke,
      );
      before = stroke;
      if (found === undefined) return;
      event.preventDefault();
      before = null;
      known.current.find(({ keys }) => keys === found)?.run();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
