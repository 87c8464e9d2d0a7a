// One box that finds everything: pages, enterprises, and whatever one may list. Opened by Ctrl K.
import { FileTextOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { useMeta } from '@/kit/meta';
import { useSession } from '@/kit/session';
import { useSettled } from '@/kit/settled';
import { addressOf } from '../documents';
import { isOpenTo, places } from '../places';
import { texts as app } from '../texts';
import { moved, pagesFor, type Entry } from './find';
import './finder.css';
import { texts } from './texts';

const pagesShown = 6;
const typedMin = 2;
const typingPauseMs = 150;

// The sign of the place where a document is listed.
function iconOf(to: string): ReactNode {
  const [, place = ''] = to.split(/[/?]/);
  return places.find((each) => each.to === `/${place}`)?.icon ?? <FileTextOutlined />;
}

function useHits(typed: string) {
  return useQuery({
    queryKey: ['/api/v1/search', typed],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/search', { params: { query: { q: typed } }, signal }))).items,
    enabled: typed.length >= typedMin,
    placeholderData: (before) => before,
  });
}

function useEntries(typed: string): { entries: Entry[]; isFetching: boolean } {
  const session = useSession();
  const words = useTexts(app);
  const { language } = useLanguage();
  const entities = useMeta().data?.entities ?? [];
  // Those of before stay until the new ones are there.
  const asked = useSettled(typed, typingPauseMs);
  const hits = useHits(asked);
  const pages = places
    .filter((place) => isOpenTo(session, place))
    .map((place) => ({ key: place.to, title: words[place.title], hint: '', to: place.to, icon: place.icon }));
  const labelOf = (name: string) => entities.find((entity) => entity.name === name)?.label[language] ?? name;
  const found =
    typed.length < typedMin
      ? []
      : (hits.data ?? []).flatMap((hit): Entry[] => {
          const to = addressOf(session, {
            entity: hit.entity,
            id: hit.id,
            organisation: hit.organisation_id,
          });
          const hint = [labelOf(hit.entity), hit.subtitle].filter(Boolean).join(' · ');
          return to ? [{ key: `${hit.entity}-${hit.id}`, title: hit.title, hint, to, icon: iconOf(to) }] : [];
        });
  const isFetching = typed.length >= typedMin && (asked !== typed || hits.isFetching);
  return { entries: [...pagesFor(typed, pages, pagesShown), ...found], isFetching };
}

export default function Finder({ start, onClose }: { start: string; onClose: () => void }) {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState(start);
  const [active, setActive] = useState(0);
  const { entries, isFetching } = useEntries(typed.trim());
  const shown = Math.min(active, entries.length - 1);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`find-${shown}`)?.scrollIntoView({ block: 'nearest' });
  }, [shown]);

  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(entries[shown]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive(moved(shown, event.key, entries.length));
    }
  };
  return (
    <dialog
      ref={dialog}
      className="finder"
      aria-label={text.title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="finder-box">
        <SearchOutlined aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="find-list"
          aria-activedescendant={shown >= 0 ? `find-${shown}` : undefined}
          aria-label={text.title}
          placeholder={text.placeholder}
          maxLength={100}
          value={typed}
          autoFocus
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        <button type="button" className="finder-close" onClick={onClose} aria-label={`${text.close} Esc`}>
          Esc
        </button>
      </div>
      <ul id="find-list" role="listbox" aria-label={text.results} aria-busy={isFetching}>
        {entries.map((entry, index) => (
          <li
            key={entry.key}
            id={`find-${index}`}
            role="option"
            aria-selected={index === shown}
            onClick={() => go(entry)}
            onPointerMove={() => setActive(index)}
          >
            {entry.icon}
            <strong>{entry.title}</strong>
            {entry.hint && <small>{entry.hint}</small>}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="finder-empty">{isFetching ? text.looking : text.nothing}</p>}
      <p className="finder-keys" aria-hidden="true">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {text.choose}
        <kbd>Enter</kbd> {text.open}
        <kbd>Esc</kbd> {text.close}
      </p>
    </dialog>
  );
}
