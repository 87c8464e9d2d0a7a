// The page of notifications with the app's knowledge of where documents are opened.
import { useSession } from '@/kit/session';
import { NotificationsPage } from '@/modules/notifications/notifications-page';
import { addressOf } from './documents';

export function Component() {
  const session = useSession();
  return <NotificationsPage addressOf={(document) => addressOf(session, document)} />;
}
