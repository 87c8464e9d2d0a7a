// Scan a label: ours open what they stand for, other codes are looked for.
import { useRef, useState, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '@/kit/i18n';
import { PageFrame, Panel } from '@/kit/page';
import { Scanner } from '@/kit/scan/scanner';
import { readLabel } from '@/kit/scan/label';
import Finder from './finder/finder';
import { texts } from './scan-texts';

export function Component() {
  const text = useTexts(texts);
  const navigate = useNavigate();
  const [lookedFor, setLookedFor] = useState('');
  const take = (code: string) => {
    const read = readLabel(code);
    if (read.kind === 'document') void navigate(`/open/${read.entity}/${read.id}`);
    else if (read.text) setLookedFor(read.text);
  };
  // What comes under the camera does not interrupt who is typing.
  const input = useRef<HTMLInputElement>(null);
  const takeSeen = (code: string) => {
    if (!input.current?.value) take(code);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('code');
    if (typeof typed === 'string') take(typed);
  };
  return (
    <PageFrame title={text.title} hint={text.hint}>
      <Panel>
        {lookedFor === '' && <Scanner onRead={takeSeen} />}
        <form className="scan-form" onSubmit={submit}>
          <label htmlFor="code">{text.typed}</label>
          <span className="scan-row">
            <input
              ref={input}
              id="code"
              name="code"
              maxLength={200}
              autoComplete="off"
              enterKeyHint="search"
            />
            <button type="submit" className="big-button">
              {text.open}
            </button>
          </span>
        </form>
      </Panel>
      {lookedFor !== '' && <Finder start={lookedFor} onClose={() => setLookedFor('')} />}
    </PageFrame>
  );
}
