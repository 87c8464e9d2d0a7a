// Two-step sign-in: scan, confirm, keep the recovery codes; or turn it off with the password.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, QRCode } from 'antd';
import { useState } from 'react';
import { api, asProblem, unwrap } from '@/kit/api';
import { CopyText } from '@/kit/copy';
import { ServerForm } from '@/kit/form';
import { useTexts } from '@/kit/i18n';
import { Notice, Panel, Tag, useProblemTitle } from '@/kit/page';
import { sessionKey, useSession } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { texts } from './texts';

type Secret = { secret: string; uri: string };

function Confirm({ secret, onConfirmed }: { secret: Secret; onConfirmed: (codes: string[]) => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <div className="second">
      {/* A picture of the key that stands beside it as text. */}
      <div aria-hidden="true">
        <QRCode
          className="second-code"
          value={secret.uri}
          size={200}
          type="svg"
          color="#10231e"
          bgColor="#ffffff"
        />
      </div>
      <div className="stack">
        <p>{text.secondScan}</p>
        <div>
          <p className="faint">{text.secondManual}</p>
          <CopyText value={secret.secret} label={text.second} />
        </div>
        <ServerForm
          initial={{}}
          fields={['code']}
          send={async (values) => {
            const body = { code: String(values.code).trim() };
            onConfirmed(
              (await unwrap(api.POST('/api/v1/session/totp/confirmation', { body }))).recovery_codes,
            );
          }}
          submitLabel={text.secondConfirmDo}
        >
          <Form.Item
            name="code"
            label={text.secondConfirm}
            rules={[{ required: true, message: words.required(text.code) }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
          </Form.Item>
        </ServerForm>
      </div>
    </div>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const text = useTexts(texts);
  const words = useTexts(common);
  return (
    <ServerForm
      initial={{}}
      fields={['password']}
      send={async (values) => {
        await unwrap(
          api.POST('/api/v1/session/totp/removal', { body: { password: String(values.password) } }),
        );
        onDone();
      }}
      submitLabel={text.secondStop}
    >
      <Form.Item
        name="password"
        label={text.password}
        extra={text.secondStopHint}
        rules={[{ required: true, message: words.required(text.password) }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </ServerForm>
  );
}

export function SecondStep() {
  const text = useTexts(texts);
  const { user } = useSession();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const titleOf = useProblemTitle();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [stopping, setStopping] = useState(false);
  const refresh = () => void queries.invalidateQueries({ queryKey: sessionKey });

  const start = async () => {
    try {
      setSecret(await unwrap(api.POST('/api/v1/session/totp')));
    } catch (error) {
      void message.error(titleOf(asProblem(error)));
    }
  };

  return (
    <Panel title={text.second} action={user.totp_enabled && <Tag tone="good">✓</Tag>}>
      {codes && (
        <div className="stack">
          <Notice tone="warning" title={text.secondCodes}>
            {text.secondCodesHint}
          </Notice>
          <ul className="recovery mono">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      )}
      {!codes && user.totp_enabled && (
        <div className="stack">
          <p>{text.secondOn}</p>
          {stopping ? (
            <TurnOff
              onDone={() => {
                setStopping(false);
                refresh();
              }}
            />
          ) : (
            <div>
              <Button onClick={() => setStopping(true)}>{text.secondStop}</Button>
            </div>
          )}
        </div>
      )}
      {!codes && !user.totp_enabled && !secret && (
        <div className="stack">
          <p>{text.secondOff}</p>
          <div>
            <Button onClick={() => void start()}>{text.secondStart}</Button>
          </div>
        </div>
      )}
      {!codes && !user.totp_enabled && secret && (
        <Confirm
          secret={secret}
          onConfirmed={(given) => {
            setCodes(given);
            setSecret(null);
            refresh();
          }}
        />
      )}
    </Panel>
  );
}
