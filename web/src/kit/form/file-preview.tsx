// A stored file where it is read: a picture at once, a PDF when it is asked for, anything else as a link.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../i18n';
import { common } from '../texts/common';
import './file.css';

export function fileAddress(id: string): string {
  return `/api/v1/files/${encodeURIComponent(id)}`;
}

// What the server found from the content; nothing of the file is loaded for it.
async function kindOf(address: string): Promise<string> {
  const answer = await fetch(address, { method: 'HEAD' });
  return answer.ok ? (answer.headers.get('Content-Type') ?? '') : '';
}

// The server sends files into a sandbox, where browsers show no PDF; as an object of this page they do.
function Pdf({ address, title }: { address: string; title: string }) {
  const text = useTexts(common);
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    const left = new AbortController();
    let made: string | undefined;
    void (async () => {
      try {
        const answer = await fetch(address, { signal: left.signal });
        made = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'application/pdf' }));
        setSource(made);
      } catch {
        // The link beside it still opens the file.
      }
    })();
    return () => {
      left.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [address]);
  return source ? <iframe className="preview" src={source} title={title} /> : <span>{text.loading}</span>;
}

export function FilePreview({ address, name }: { address: string; name?: string | undefined }) {
  const text = useTexts(common);
  const [open, setOpen] = useState(false);
  const kind = useQuery({
    queryKey: ['file kind', address],
    queryFn: () => kindOf(address),
    staleTime: 'static',
  }).data;
  const title = name ?? text.openFile;
  return (
    <span className="file-preview">
      {kind?.startsWith('image/') && (
        <a href={address} target="_blank" rel="noreferrer">
          <img className="preview" src={address} alt={title} loading="lazy" />
        </a>
      )}
      <span className="row">
        <a href={address} target="_blank" rel="noreferrer">
          {title}
        </a>
        {kind === 'application/pdf' && (
          <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? text.closePreview : text.preview}
          </Button>
        )}
      </span>
      {open && <Pdf address={address} title={title} />}
    </span>
  );
}
