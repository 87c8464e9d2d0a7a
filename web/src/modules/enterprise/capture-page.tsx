// Photograph at the workshop: works without a network, large targets, a queue that sends itself.
import { CameraOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useCallback, useState, type SubmitEvent } from 'react';
import { QueueFull, useOnline, useQueue, type QueuedAction } from '@/kit/offline';
import { reducedPhoto } from '@/kit/offline/photo';
import { labelIn, useLanguage, useTexts } from '@/kit/i18n';
import { fieldOf, useEntityMeta, useLabels } from '@/kit/meta';
import { EmptyState, PageFrame, Panel, Tag } from '@/kit/page';
import { permissions } from '@/kit/permissions';
import { useCan, useZone } from '@/kit/session';
import { common } from '@/kit/texts/common';
import { useFormat } from '@/kit/use-format';
import './capture.css';
import { texts } from './field-texts';
import { fileNameOf, subjects, type Subject } from './photograph';

// The address of a picture lives as long as the picture is shown.
function Picture({
  photo,
  alt,
  className,
}: {
  photo: Blob | null | undefined;
  alt: string;
  className: string;
}) {
  const show = useCallback(
    (picture: HTMLImageElement) => {
      if (!photo) return;
      const address = URL.createObjectURL(photo);
      picture.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [photo],
  );
  return photo ? <img ref={show} alt={alt} className={className} /> : null;
}

function CertificateFields() {
  const { label } = useLabels('certificate');
  const { language } = useLanguage();
  const kinds = fieldOf(useEntityMeta('certificate'), 'kind')?.choices ?? [];
  return (
    <>
      <label className="big-field">
        {label('kind')}
        <select name="kind" defaultValue="iso_9001">
          {kinds.map((kind) => (
            <option key={kind.name} value={kind.name}>
              {labelIn(kind.label, language)}
            </option>
          ))}
        </select>
      </label>
      <label className="big-field">
        {label('number')}
        <input name="number" required maxLength={100} autoComplete="off" />
      </label>
      <label className="big-field">
        {label('issuer')}
        <input name="issuer" required maxLength={100} autoComplete="off" />
      </label>
      <label className="big-field">
        {label('expires_on')}
        <input name="expires_on" type="date" />
      </label>
    </>
  );
}

function useEnqueue() {
  const text = useTexts(texts);
  const queue = useQueue();
  const zone = useZone();
  const { message } = App.useApp();
  return async (subject: Subject, photo: Blob, values: Record<string, string>) => {
    const title = subject === 'certificate' ? (values.number ?? '') : (values.title ?? '');
    try {
      await queue.add({
        kind: 'photograph',
        title,
        photo,
        payload: { ...values, subject, name: fileNameOf(title, Date.now(), zone) },
      });
      void message.success(text.enqueued);
      return true;
    } catch (error) {
      void message.error(error instanceof QueueFull ? text.queueFull : String(error));
      return false;
    }
  };
}

function CaptureForm() {
  const text = useTexts(texts);
  const may = useCan();
  const { message } = App.useApp();
  const enqueue = useEnqueue();
  const offered = subjects.filter(
    (subject) => subject !== 'certificate' || may(permissions.editCertificates),
  );
  const [subject, setSubject] = useState<Subject>('machine');
  const [photo, setPhoto] = useState<Blob | null>(null);
  const [preparing, setPreparing] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setPreparing(true);
    setPhoto(await reducedPhoto(file));
    setPreparing(false);
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!photo) {
      void message.warning(text.needsPhoto);
      return;
    }
    const given = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.trim()]] : [],
    );
    if (await enqueue(subject, photo, Object.fromEntries(given) as Record<string, string>)) {
      form.reset();
      setPhoto(null);
    }
  };
  return (
    <form className="capture" onSubmit={(event) => void submit(event)}>
      <fieldset className="capture-kinds">
        <legend>{text.whatIsIt}</legend>
        {offered.map((choice) => (
          <label key={choice} className={choice === subject ? 'capture-kind chosen' : 'capture-kind'}>
            <input
              type="radio"
              className="visually-hidden"
              checked={choice === subject}
              onChange={() => setSubject(choice)}
            />
            {text[choice]}
          </label>
        ))}
      </fieldset>
      <label className={photo ? 'capture-photo taken' : 'capture-photo'}>
        <input
          id="photo"
          type="file"
          accept="image/*"
          capture="environment"
          className="visually-hidden"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Picture photo={photo} alt={text.photoAlt} className="capture-preview" />
        <span>
          <CameraOutlined /> {preparing ? text.preparing : photo ? text.retakePhoto : text.takePhoto}
        </span>
      </label>
      {subject === 'certificate' ? (
        <CertificateFields />
      ) : (
        <label className="big-field">
          {text.photoTitle}
          <input name="title" required maxLength={100} placeholder={text.photoTitleHint} autoComplete="off" />
        </label>
      )}
      <button type="submit" className="big-button" disabled={preparing}>
        {text.enqueue}
      </button>
    </form>
  );
}

function QueueLine({ action }: { action: QueuedAction }) {
  const text = useTexts(texts);
  const shared = useTexts(common);
  const format = useFormat();
  const queue = useQueue();
  const refused = action.state === 'refused';
  return (
    <li className="queue-line">
      <Picture photo={action.photo} alt="" className="queue-photo" />
      <span className="queue-words">
        <strong>{action.title}</strong>
        <small>{format.instant(new Date(action.createdAt).toISOString())}</small>
        {refused && <span className="field-error">{action.refusal}</span>}
      </span>
      <Tag tone={refused ? 'bad' : 'plain'}>
        {refused ? text.refused : queue.isSending ? text.sending : text.waiting}
      </Tag>
      <span className="row">
        {refused && (
          <button type="button" className="link" onClick={() => void queue.retry(action)}>
            {text.sendAgain}
          </button>
        )}
        <button type="button" className="link" onClick={() => void queue.remove(action.id)}>
          {shared.remove}
        </button>
      </span>
    </li>
  );
}

function QueuePanel() {
  const text = useTexts(texts);
  const online = useOnline();
  const { actions, sentCount } = useQueue();
  return (
    <Panel
      title={text.queue}
      hint={
        actions.length > 0 ? text.queueHint(actions.length) : sentCount > 0 ? text.sent(sentCount) : undefined
      }
      action={!online && <Tag tone="warning">{text.waiting}</Tag>}
    >
      {actions.length === 0 ? (
        <EmptyState title={text.queueEmpty} text={text.queueEmptyHint} />
      ) : (
        <ul className="queue">
          {actions.map((action) => (
            <QueueLine key={action.id} action={action} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function Component() {
  const text = useTexts(texts);
  return (
    <PageFrame title={text.capture} hint={text.captureHint}>
      <div className="capture-page">
        <Panel>
          <CaptureForm />
        </Panel>
        <QueuePanel />
      </div>
    </PageFrame>
  );
}
