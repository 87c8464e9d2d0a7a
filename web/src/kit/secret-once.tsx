// A secret that is shown once: nothing but the button says goodbye to it.
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { CopyText } from './copy';
import { Notice } from './page';

type Props = {
  // null: nothing to show.
  secret: string | null;
  title: string;
  hint: string;
  label: string;
  done: string;
  onClose: () => void;
  children?: ReactNode;
};

export function SecretOnce({ secret, title, hint, label, done, onClose, children }: Props) {
  return (
    <Modal
      title={title}
      open={secret !== null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {done}
        </Button>
      }
      destroyOnHidden
    >
      <Notice tone="warning">{hint}</Notice>
      <div className="stack">
        <CopyText value={secret ?? ''} label={label} />
        {children}
      </div>
    </Modal>
  );
}
