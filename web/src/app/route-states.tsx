// What is shown where no page is: at the start, at an unknown address, after a failure.
import { Link, useRouteError } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { EmptyPage, Loading } from '@/kit/page';
import { common } from '@/kit/texts/common';

export function StartUp() {
  return (
    <main className="page">
      <Loading />
    </main>
  );
}

export function NotFound() {
  const text = useTexts(common);
  return (
    <EmptyPage title={text.notFound} text={text.notFoundHint} action={<Link to="/">{text.backHome}</Link>} />
  );
}

// A page's chunk could not be loaded (the network, or a new version of the app), or the page failed.
export function RouteFailure() {
  const text = useTexts(common);
  const error = useRouteError();
  console.error(error);
  const reload = (
    <button type="button" className="button" onClick={() => location.reload()}>
      {text.retry}
    </button>
  );
  return (
    <main className="page">
      <EmptyPage title={text.loadFailed} text={text.unexpected} action={reload} />
    </main>
  );
}
