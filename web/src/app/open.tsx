// The address on labels: opens the document wherever it is shown today.
import { Link, Navigate, useParams } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { EmptyPage } from '@/kit/page';
import { useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { addressOf } from './documents';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const shared = useTexts(common);
  const session = useSession();
  const { entity = '', id = '' } = useParams();
  const address = addressOf(session, { entity, id, organisation: '' });
  if (address) return <Navigate to={address} replace />;
  return (
    <EmptyPage
      title={text.unknownLabel}
      text={text.cannotOpen}
      action={<Link to="/">{shared.backHome}</Link>}
    />
  );
}
