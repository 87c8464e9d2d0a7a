// What the finder shows for what was typed: pages of the app first, then what the server found. Pure.
import type { ReactNode } from 'react';

export type Entry = { key: string; title: string; hint: string; to: string; icon?: ReactNode };

function matches(text: string, words: string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

// Every page while nothing is typed; else those whose title or address holds every word.
export function pagesFor(typed: string, pages: readonly Entry[], limit: number): Entry[] {
  const words = wordsOf(typed);
  return pages.filter((page) => matches(`${page.title} ${page.to}`, words)).slice(0, limit);
}

// The next entry for an arrow key, around the ends; -1 for nothing.
export function moved(active: number, key: string, count: number): number {
  if (count === 0) return -1;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return active;
}
