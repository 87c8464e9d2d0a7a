// A box to drop a file on, or to choose one with.
import { InboxOutlined } from '@ant-design/icons';
import { useState } from 'react';
import './file.css';

type Props = { label: string; accept: string; onFile: (file: File) => void };

export function FileDrop({ label, accept, onFile }: Props) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <InboxOutlined aria-hidden />
      <span>{label}</span>
      <input
        type="file"
        className="visually-hidden"
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
