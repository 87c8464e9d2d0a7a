// A text to take along, with a button that copies it. Works by plain http too, where the clipboard interface is missing.
import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTexts } from './i18n';
import { common } from './texts/common';

export function CopyText({ value, label }: { value: string; label?: string }) {
  const text = useTexts(common);
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      document.execCommand('copy');
    }
    setCopied(true);
  };

  return (
    <div className="copy">
      <input ref={field} readOnly value={value} aria-label={label} onFocus={(event) => event.target.select()} />
      <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>
        {copied ? text.copied : text.copy}
      </Button>
    </div>
  );
}
