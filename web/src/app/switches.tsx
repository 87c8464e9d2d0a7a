// Language and light or dark, one touch each.
import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { useLanguage, useTexts } from '@/kit/i18n';
import { texts } from './texts';
import { useTheme } from './theme';

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
        {mode === 'dark' ? <SunOutlined /> : <MoonOutlined />}
      </button>
    </>
  );
}
