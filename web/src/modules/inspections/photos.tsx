// Photos of defects: taken or chosen on a phone, made smaller, sent at once; the form holds their ids.
import { CameraOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { asProblem, upload, type StoredFile } from '@/kit/api';
import { fileAddress } from '@/kit/form/file-preview';
import { useTexts } from '@/kit/i18n';
import { reducedPhoto } from '@/kit/offline/photo';
import { useProblemTitle } from '@/kit/page';
import './inspections.css';
import { texts } from './texts';
import { inspectionsPath } from './use-inspections';

const photosMax = 20;

// Of an inspection that one reads; both sides may.
export function Photos({ inspection, photos }: { inspection: string; photos: readonly string[] }) {
  const text = useTexts(texts);
  return (
    <ul className="photos">
      {photos.map((photo, i) => {
        const address = `${inspectionsPath}/${inspection}/photos/${photo}`;
        return (
          <li key={photo}>
            <a href={address} target="_blank" rel="noreferrer">
              <img src={address} alt={text.photoOf(i + 1)} loading="lazy" />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

type Props = { value?: string[]; onChange?: (value: string[]) => void; id?: string };

export function PhotosInput({ value = [], onChange, id }: Props) {
  const text = useTexts(texts);
  const titleOf = useProblemTitle();
  const chooser = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState('');
  const take = async (files: readonly File[]) => {
    setFailure('');
    const sent = [...value];
    try {
      for (const file of files.slice(0, photosMax - value.length)) {
        setShare(0);
        const photo = await reducedPhoto(file);
        const name = photo === file ? file.name : `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
        const stored = await upload<StoredFile>({
          path: '/api/v1/files',
          query: { name },
          file: photo,
          onProgress: setShare,
        });
        sent.push(stored.id);
        onChange?.([...sent]);
      }
    } catch (error) {
      setFailure(titleOf(asProblem(error)));
    }
    setShare(null);
  };
  return (
    <div className="photos-input">
      <input
        ref={chooser}
        id={id}
        type="file"
        accept="image/*"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void take(files);
        }}
      />
      {value.length > 0 && (
        <ul className="photos">
          {value.map((photo, i) => (
            <li key={photo}>
              <img src={fileAddress(photo)} alt={text.photoOf(i + 1)} />
              <button
                type="button"
                aria-label={text.removePhoto}
                onClick={() => onChange?.(value.filter((one) => one !== photo))}
              >
                <CloseOutlined aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {value.length < photosMax && (
        <Button
          size="large"
          block
          icon={<CameraOutlined />}
          loading={share !== null}
          onClick={() => chooser.current?.click()}
        >
          {share === null ? text.addPhoto : text.addingPhoto(`${Math.round(share * 100)}%`)}
        </Button>
      )}
      {failure && <div className="field-error">{failure}</div>}
    </div>
  );
}
