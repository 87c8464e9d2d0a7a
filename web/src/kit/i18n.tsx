// Two languages, Chinese first. Texts are typed tables beside the code that shows them: a missing English text does not
// compile, and no text is looked up by a string key.
import { createContext, use, useInsertionEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'zh' | 'en';
export type Label = { zh: string; en: string };

type Text = string | ((...args: never[]) => string);
type Widened<T> = { [K in keyof T]: T[K] extends string ? string : T[K] };
export type Texts<T> = Record<Language, Widened<T>>;

export function defineTexts<T extends Record<string, Text>>(zh: T, en: Widened<NoInfer<T>>): Texts<T> {
  return { zh: zh as Widened<T>, en };
}

const storageKey = 'dengyun.language';

function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(storageKey);
  return stored === 'zh' || stored === 'en' ? stored : undefined;
}

// Requests name it too, so that the server's texts come in the same language.
let current: Language = 'zh';
export function currentLanguage(): Language {
  return current;
}

type LanguageState = {
  language: Language;
  // Of this device, for good.
  setLanguage: (language: Language) => void;
  // Of the person who signs in; what was chosen on the device stands above it.
  preferLanguage: (language: string) => void;
};
const nothing = () => undefined;
const LanguageContext = createContext<LanguageState>({
  language: 'zh',
  setLanguage: nothing,
  preferLanguage: nothing,
});

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState<Language>(() => storedLanguage() ?? 'zh');
  // The letters follow the language: before anything is laid out.
  useInsertionEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const state = useMemo(() => {
    const show = (next: Language) => {
      current = next;
      setState(next);
    };
    return {
      language,
      setLanguage: (next: Language) => {
        localStorage.setItem(storageKey, next);
        show(next);
      },
      preferLanguage: (next: string) => {
        if (!storedLanguage() && (next === 'zh' || next === 'en')) show(next);
      },
    };
  }, [language]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

// Before the first request.
export function readStoredLanguage(): void {
  current = storedLanguage() ?? 'zh';
}

export function useLanguage(): LanguageState {
  return use(LanguageContext);
}

export function useTexts<T>(texts: Texts<T>): Widened<T> {
  return texts[useLanguage().language];
}

export function labelIn(label: Label, language: Language): string {
  return label[language] || label.zh;
}

// Of what people name: the English name where there is one.
export function nameIn(language: Language, name: string, name_en: string | null | undefined): string {
  return language === 'en' && name_en ? name_en : name;
}
