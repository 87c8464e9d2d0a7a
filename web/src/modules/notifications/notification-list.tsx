// Notifications as lines that open what they are about.
import { Link } from 'react-router';
import type { Notification } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './notifications.css';
import { texts } from './texts';
import { useMarkRead } from './use-notifications';

type Props = {
  items: readonly Notification[];
  // Where a document is opened: the app knows, this module does not.
  addressOf: (document: { entity: string; id: string; organisation: string }) => string | undefined;
  onOpen?: () => void;
};

export function NotificationList({ items, addressOf, onOpen }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const markRead = useMarkRead();
  return (
    <ul className="told">
      {items.map((item) => (
        <li key={item.id} className={item.unread ? 'told-unread' : undefined}>
          <Link
            to={
              addressOf({ entity: item.entity, id: item.entity_id, organisation: item.about_id }) ??
              '/notifications'
            }
            onClick={() => {
              if (item.unread) markRead.mutate(item.id);
              onOpen?.();
            }}
          >
            <strong>
              {item.unread && (
                <span className="visually-hidden">
                  {text.new}
                  {words.colon}
                </span>
              )}
              {item.title}
            </strong>
            {item.subject && <span>{item.subject}</span>}
            <small>
              {format.instant(item.created_at)}
              {item.actor_name && ` · ${text.by(item.actor_name)}`}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
