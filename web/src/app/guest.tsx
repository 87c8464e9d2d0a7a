// The frame of pages that are opened by a mailed link, without an account: whose platform this is, and in which language.
import { App } from 'antd';
import { Link, Outlet } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { useZoneName } from '@/kit/use-format';
import { Brand } from './gate';
import './guest.css';
import { Switches } from './switches';
import { texts } from './texts';

export function Component() {
  const text = useTexts(texts);
  const zone = useZoneName();
  return (
    <App className="guest">
      <header className="guest-head">
        <Link to="/" className="brand">
          <Brand />
        </Link>
        <span className="guest-switches">
          <Switches />
        </span>
      </header>
      <Outlet />
      <footer className="guest-foot">
        <p>{text.claim}</p>
        <p>
          {text.guestZone(zone)} <Link to="/sign-in">{text.guestSignIn}</Link>
        </p>
      </footer>
    </App>
  );
}
