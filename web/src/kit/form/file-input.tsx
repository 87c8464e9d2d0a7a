// Uploads one file as soon as it is chosen; the form holds its id.
import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { api, asProblem, unwrap, type StoredFile } from '../api';
import { formatBytes } from '../format';
import { useTexts } from '../i18n';
import { useProblemTitle } from '../page';
import { common } from '../texts/common';

const bytesMax = 20 * 1024 * 1024;

type Props = {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  accept?: string;
};

export function fileAddress(id: string): string {
  return `/api/v1/files/${encodeURIComponent(id)}`;
}

async function upload(file: File): Promise<StoredFile> {
  return unwrap(
    api.POST('/api/v1/files', {
      params: { query: { name: file.name } },
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
      body: file as unknown as string,
      bodySerializer: () => file,
    }),
  );
}

export function FileInput({ value, onChange, id, accept }: Props) {
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const [stored, setStored] = useState<StoredFile | null>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setFailure('');
    if (file.size > bytesMax) {
      setFailure(text.fileTooLarge(formatBytes(bytesMax)));
      return;
    }
    setBusy(true);
    try {
      const answer = await upload(file);
      setStored(answer);
      onChange?.(answer.id);
    } catch (error) {
      setFailure(titleOf(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="file">
      <input
        ref={chooser}
        id={id}
        type="file"
        accept={accept ?? '.pdf,.png,.jpg,.jpeg'}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button icon={<UploadOutlined />} loading={busy} onClick={() => chooser.current?.click()}>
        {busy ? text.uploading : value ? text.replaceFile : text.chooseFile}
      </Button>
      {value && (
        <>
          <a href={fileAddress(value)} target="_blank" rel="noreferrer">
            {stored?.id === value ? `${stored.name}（${formatBytes(stored.size_bytes)}）` : text.openFile}
          </a>
          <Button type="text" size="small" onClick={() => onChange?.(null)}>
            {text.remove}
          </Button>
        </>
      )}
      {failure && <div className="field-error">{failure}</div>}
    </div>
  );
}
