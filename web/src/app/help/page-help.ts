// What a page is for, in a few sentences.
import type { Language } from '@/kit/i18n';

export type PageHelp = Record<Language, { title: string; points: string[] }>;
