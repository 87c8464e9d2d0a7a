// The bar over every page: find, notifications, help, language, light or dark. On a phone it holds the way around, too.
import { MenuOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import type { Session } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { Bell } from '@/modules/notifications/bell';
import { Brand } from './gate';
import { addressOf } from './documents';
import { Switches } from './switches';
import { texts } from './texts';

type Props = { session: Session; onMenu: () => void; onFind: () => void; onHelp: () => void };

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function TopBar({ session, onMenu, onFind, onHelp }: Props) {
  const text = useTexts(texts);
  return (
    <header className="bar">
      <button type="button" className="switch bar-menu" aria-label={text.menu} onClick={onMenu}>
        <MenuOutlined />
      </button>
      <Link to="/" className="brand">
        <Brand />
      </Link>
      <button type="button" className="bar-find" onClick={onFind} data-tour="finder">
        <SearchOutlined />
        <span className="bar-find-words">{text.find}</span>
        <span className="visually-hidden bar-find-short">{text.findShort}</span>
        <kbd>{isApple ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <div className="bar-tools">
        <Bell addressOf={(document) => addressOf(session, document)} />
        <button
          type="button"
          className="switch"
          aria-label={text.help}
          title={text.help}
          onClick={onHelp}
          data-tour="help"
        >
          <QuestionCircleOutlined />
        </button>
        <span className="bar-switches">
          <Switches />
        </span>
      </div>
    </header>
  );
}
