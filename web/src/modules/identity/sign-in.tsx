// Signing in, with the code of the second step where the account asks for one.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api, asProblem, unwrap, type Problem } from '@/kit/api';
import { useDemonstration, type DemonstrationSignIn } from '@/kit/demonstration';
import { ServerForm, type Values } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { useRoleLabel } from '@/kit/meta';
import { Notice, Tag, usePageTitle, useProblemTitle } from '@/kit/page';
import { useAdoptSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import './identity.css';
import { texts } from './texts';

type Credentials = { login: string; password: string };

function useSignIn() {
  const adopt = useAdoptSession();
  return async (body: Credentials & { totp_code?: string }) =>
    adopt(await unwrap(api.POST('/api/v1/session', { body })));
}

function PasswordStep({ onCodeAsked }: { onCodeAsked: (credentials: Credentials) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const signIn = useSignIn();
  const credentials = (values: Values) => values as Credentials;
  const intercept = (problem: Problem, values: Values) => {
    if (problem.code !== 'session.totp_required') return false;
    onCodeAsked(credentials(values));
    return true;
  };
  return (
    <ServerForm
      initial={{}}
      fields={['login', 'password']}
      send={(values) => signIn(credentials(values))}
      intercept={intercept}
      submitLabel={text.signIn}
      wide
    >
      <Form.Item
        name="login"
        label={text.login}
        rules={[{ required: true, message: words.required(text.login) }]}
      >
        <Input
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          autoFocus
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={text.password}
        rules={[{ required: true, message: words.required(text.password) }]}
      >
        <Input.Password size="large" autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </ServerForm>
  );
}

function CodeStep({ credentials, onBack }: { credentials: Credentials; onBack: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const signIn = useSignIn();
  return (
    <ServerForm
      initial={{}}
      fields={['totp_code']}
      send={(values) => signIn({ ...credentials, totp_code: String(values.totp_code).trim() })}
      submitLabel={text.signIn}
      secondary={<Button onClick={onBack}>{text.otherAccount}</Button>}
      wide
    >
      <Form.Item
        name="totp_code"
        label={text.code}
        extra={text.codeHint}
        rules={[{ required: true, message: words.required(text.code) }]}
      >
        <Input size="large" autoComplete="one-time-code" maxLength={40} autoFocus />
      </Form.Item>
    </ServerForm>
  );
}

const fewDemonstrations = 4;

function Demonstration({ people, password }: { people: DemonstrationSignIn[]; password: string }) {
  const text = useTexts(texts);
  const signIn = useSignIn();
  const roleLabel = useRoleLabel();
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
            <strong>{person.note}</strong> <Tag tone="plain">{roleLabel(person.role)}</Tag>
            <span>{person.organisation_name}</span>
          </button>
        ))}
      </div>
      {!all && people.length > fewDemonstrations && (
        <Button type="link" onClick={() => setAll(true)}>
          {text.demonstrationMore(people.length)}
        </Button>
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
