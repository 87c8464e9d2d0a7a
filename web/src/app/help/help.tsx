// Help at hand: what this page is for and how it is used, and the keys.
import { Drawer } from 'antd';
import { useLocation } from 'react-router';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useSession } from '@/kit/session';
import { isOpenTo, places } from '../places';
import { goKeys } from '../go-keys';
import { texts as app } from '../texts';
import './help.css';
import { helpFor } from './pages';
import { texts } from './texts';

export default function Help({ onClose, onTour }: { onClose: () => void; onTour: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(app);
  const { language } = useLanguage();
  const session = useSession();
  const page = helpFor(useLocation().pathname)[language];
  const open = new Set(places.filter((place) => isOpenTo(session, place)).map((place) => place.to));
  return (
    <Drawer title={text.title} placement="right" size={400} open onClose={onClose} rootClassName="help">
      <h3>{page.title}</h3>
      {page.points.length === 1 ? (
        <p>{page.points[0]}</p>
      ) : (
        <ul>
          {page.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <h3>{text.keys}</h3>
      <dl className="help-keys">
        <dt>
          <kbd>Ctrl</kbd> <kbd>K</kbd>
        </dt>
        <dd>{text.keyFind}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{text.keyHelp}</dd>
        {goKeys
          .filter(({ to }) => open.has(to))
          .map(({ key, title, to }) => (
            <div key={to} className="help-key">
              <dt>
                <kbd>G</kbd> <kbd>{key.toUpperCase()}</kbd>
              </dt>
              <dd>{words[title]}</dd>
            </div>
          ))}
      </dl>
      <button type="button" className="link" onClick={onTour}>
        {text.tour}
      </button>
    </Drawer>
  );
}
