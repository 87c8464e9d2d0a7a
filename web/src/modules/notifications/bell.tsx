// The bell in the bar: how many are unread, and the latest at a press.
import { BellOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { Loading } from '@/kit/page';
import { NotificationList } from './notification-list';
import { texts } from './texts';
import { useLatest, useMarkAllRead, useUnreadCount } from './use-notifications';

type Address = Parameters<typeof NotificationList>[0]['addressOf'];

function Latest({ addressOf, onClose }: { addressOf: Address; onClose: () => void }) {
  const text = useTexts(texts);
  const latest = useLatest(true);
  const readAll = useMarkAllRead();
  const items = latest.data?.items ?? [];
  return (
    <div className="bell-panel" role="dialog" aria-label={text.title}>
      <header>
        <h2>{text.title}</h2>
        <button type="button" className="link" onClick={() => readAll.mutate()}>
          {text.readAll}
        </button>
      </header>
      {latest.isPending ? (
        <Loading lines={4} />
      ) : items.length > 0 ? (
        <NotificationList items={items} addressOf={addressOf} onOpen={onClose} />
      ) : (
        <p className="bell-none">
          <strong>{text.none}</strong>
          {text.noneHint}
        </p>
      )}
      <Link to="/notifications" onClick={onClose} className="bell-all">
        {text.seeAll}
      </Link>
    </div>
  );
}

export function Bell({ addressOf }: { addressOf: Address }) {
  const text = useTexts(texts);
  const count = useUnreadCount();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
    };
  }, [open]);
  return (
    <div className="bell" ref={place} data-tour="bell">
      <button
        type="button"
        className="switch"
        aria-label={text.unread(count)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <BellOutlined />
        {count > 0 && (
          <span className="bell-count" aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </button>
      {open && <Latest addressOf={addressOf} onClose={() => setOpen(false)} />}
    </div>
  );
}
