// Language and light or dark, one touch each.
import { useLanguage, useTexts } from '@/kit/i18n';
import { texts } from './texts';
import { useTheme } from './theme';

// As large as the letters beside them.
function Sun() {
  return (
    <svg className="sign" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="4.2" />
      <path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1" />
    </svg>
  );
}

function Moon() {
  return (
    <svg className="sign" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2z" />
    </svg>
  );
}

export function Switches() {
  const text = useTexts(texts);
  const { language, setLanguage } = useLanguage();
  const { mode, setMode } = useTheme();
  const turn = mode === 'dark' ? text.light : text.dark;
  return (
    <>
      <button
        type="button"
        className="switch"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {text.otherLanguage}
      </button>
      <button
        type="button"
        className="switch"
        aria-label={turn}
        title={turn}
        onClick={() => setMode(mode === 'dark' ? 'light' : 'dark')}
      >
        {mode === 'dark' ? <Sun /> : <Moon />}
      </button>
    </>
  );
}
