// A text to take along, with a button that copies it. By plain http browsers give no clipboard: there the text is marked,
// ready for the keyboard.
import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTexts } from './i18n';
import { common } from './texts/common';

export function CopyText({ value, label }: { value: string; label?: string }) {
  const text = useTexts(common);
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'fresh' | 'copied' | 'marked'>('fresh');

  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('marked');
    }
  };

  return (
    <div className="copy">
      <input
        ref={field}
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.target.select()}
      />
      <Button icon={state === 'copied' ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>
        {{ fresh: text.copy, copied: text.copied, marked: text.marked }[state]}
      </Button>
    </div>
  );
}
