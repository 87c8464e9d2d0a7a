// The newest of one kind of document, with the way to each and to all.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '@/kit/i18n';
import './portal.css';
import { texts } from './texts';

export type Line = { key: string; to: string; title: string; note?: ReactNode };

export function DocumentList({ title, all, lines }: { title: string; all: string; lines: readonly Line[] }) {
  const text = useTexts(texts);
  return (
    <section>
      <h3>{title}</h3>
      <ul className="portal-list">
        {lines.map(({ key, to, title: name, note }) => (
          <li key={key}>
            <Link to={to}>{name}</Link>
            {note}
          </li>
        ))}
        {lines.length === 0 && <li className="faint">{text.none}</li>}
      </ul>
      {lines.length > 0 && <Link to={all}>{text.all}</Link>}
    </section>
  );
}
