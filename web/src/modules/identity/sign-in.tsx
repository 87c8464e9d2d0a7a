// Signing in, with the code of the second step where the account asks for one.
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api, asProblem, unwrap } from '@/kit/api';
import { useDemonstration, type DemonstrationSignIn } from '@/kit/demonstration';
import { useTexts } from '@/kit/i18n';
import { Notice, usePageTitle, useProblemTitle } from '@/kit/page';
import { useAdoptSession } from '@/kit/session';
import './identity.css';
import { SignInForm } from './sign-in-form';
import { texts } from './texts';

type Credentials = { login: string; password: string };

function useSignIn() {
  const adopt = useAdoptSession();
  return async (body: Credentials & { totp_code?: string }) =>
    adopt(await unwrap(api.POST('/api/v1/session', { body })));
}

function PasswordStep({ onCodeAsked }: { onCodeAsked: (credentials: Credentials) => void }) {
  const text = useTexts(texts);
  const signIn = useSignIn();
  const credentials = ({ login = '', password = '' }: Record<string, string>) => ({ login, password });
  return (
    <SignInForm
      fields={[
        { name: 'login', label: text.login, autoComplete: 'username', lengthMax: 100 },
        {
          name: 'password',
          label: text.password,
          type: 'password',
          autoComplete: 'current-password',
          lengthMax: 200,
        },
      ]}
      send={(values) => signIn(credentials(values))}
      intercept={(problem, values) => {
        if (problem.code !== 'session.totp_required') return false;
        onCodeAsked(credentials(values));
        return true;
      }}
      submitLabel={text.signIn}
    />
  );
}

function CodeStep({ credentials, onBack }: { credentials: Credentials; onBack: () => void }) {
  const text = useTexts(texts);
  const signIn = useSignIn();
  return (
    <SignInForm
      fields={[
        {
          name: 'totp_code',
          label: text.code,
          hint: text.codeHint,
          autoComplete: 'one-time-code',
          lengthMax: 40,
        },
      ]}
      send={({ totp_code = '' }) => signIn({ ...credentials, totp_code: totp_code.trim() })}
      submitLabel={text.signIn}
      secondary={
        <button type="button" className="button" onClick={onBack}>
          {text.otherAccount}
        </button>
      }
    />
  );
}

const fewDemonstrations = 4;

function Demonstration({ people, password }: { people: DemonstrationSignIn[]; password: string }) {
  const text = useTexts(texts);
  const signIn = useSignIn();
  const titleOf = useProblemTitle();
  const [busy, setBusy] = useState('');
  const [failure, setFailure] = useState('');
  const [all, setAll] = useState(false);
  const enter = async ({ login }: DemonstrationSignIn) => {
    setBusy(login);
    try {
      await signIn({ login, password });
    } catch (error) {
      setFailure(titleOf(asProblem(error)));
      setBusy('');
    }
  };
  return (
    <section className="demo">
      <h2>{text.demonstration}</h2>
      <p className="faint">{text.demonstrationHint}</p>
      {failure && <Notice tone="bad">{failure}</Notice>}
      <div className="demo-people">
        {people.slice(0, all ? undefined : fewDemonstrations).map((person) => (
          <button key={person.login} type="button" disabled={busy !== ''} onClick={() => void enter(person)}>
            <strong>{person.note}</strong>
            <span>{person.organisation_name}</span>
          </button>
        ))}
      </div>
      {!all && people.length > fewDemonstrations && (
        <button type="button" className="button-link" onClick={() => setAll(true)}>
          {text.demonstrationMore(people.length)}
        </button>
      )}
    </section>
  );
}

export function Component() {
  const text = useTexts(texts);
  const { state } = useLocation() as { state: { passwordReset?: boolean } | null };
  const [asked, setAsked] = useState<Credentials | null>(null);
  const { sign_ins: people, password } = useDemonstration();
  usePageTitle(text.signIn);
  return (
    <div className="gate-card">
      <h1>{asked ? text.codeTitle : text.signInTitle}</h1>
      {state?.passwordReset && <Notice tone="good">{text.resetDone}</Notice>}
      {asked ? (
        <CodeStep credentials={asked} onBack={() => setAsked(null)} />
      ) : (
        <>
          <PasswordStep onCodeAsked={setAsked} />
          <div className="gate-links">
            <span>
              {text.noAccount} <Link to="/register">{text.register}</Link>
            </span>
            <Link to="/forgotten-password">{text.forgotten}</Link>
          </div>
          {people.length > 0 && <Demonstration people={people} password={password} />}
        </>
      )}
    </div>
  );
}
