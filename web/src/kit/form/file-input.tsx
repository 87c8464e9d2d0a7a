// Uploads one file as soon as it is chosen, with progress, and shows it; the form holds its id.
import { UploadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { asProblem, upload, type StoredFile } from '../api';
import { formatBytes } from '../format';
import { useTexts } from '../i18n';
import { useProblemTitle } from '../page';
import { common } from '../texts/common';
import { fileAddress, FilePreview } from './file-preview';

const bytesMax = 20 * 1024 * 1024;

type Props = {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  accept?: string;
};

export function FileInput({ value, onChange, id, accept }: Props) {
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  const chooser = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState('');
  const [stored, setStored] = useState<StoredFile | null>(null);
  const leaving = useRef<AbortController | null>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setFailure('');
    if (file.size > bytesMax) {
      setFailure(text.fileTooLarge(formatBytes(bytesMax)));
      return;
    }
    const left = new AbortController();
    leaving.current = left;
    setShare(0);
    try {
      const answer = await upload<StoredFile>({
        path: '/api/v1/files',
        query: { name: file.name },
        file,
        onProgress: setShare,
        signal: left.signal,
      });
      setStored(answer);
      onChange?.(answer.id);
    } catch (error) {
      if (!left.signal.aborted) setFailure(titleOf(asProblem(error)));
    } finally {
      setShare(null);
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
      <Button icon={<UploadOutlined />} loading={share !== null} onClick={() => chooser.current?.click()}>
        {share !== null ? text.uploading : value ? text.replaceFile : text.chooseFile}
      </Button>
      {share !== null && (
        <>
          <Progress percent={Math.round(share * 100)} size="small" aria-label={text.uploading} />
          <Button type="text" size="small" onClick={() => leaving.current?.abort()}>
            {text.cancel}
          </Button>
        </>
      )}
      {value && share === null && (
        <>
          <FilePreview
            address={fileAddress(value)}
            name={stored?.id === value ? `${stored.name}（${formatBytes(stored.size_bytes)}）` : undefined}
          />
          <Button type="text" size="small" onClick={() => onChange?.(null)}>
            {text.remove}
          </Button>
        </>
      )}
      {failure && <div className="field-error">{failure}</div>}
    </div>
  );
}
