// The camera's picture, looked at a few times a second until it shows a code.
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n';
import { makeDetector } from './detector';
import './scan.css';
import { texts } from './texts';

const lookEveryMs = 200;

type Trouble = 'none' | 'refused' | 'no-camera' | 'insecure';

function troubleOf(error: unknown): Trouble {
  return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'no-camera';
}

export function Scanner({ onRead }: { onRead: (text: string) => void }) {
  const text = useTexts(texts);
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<Trouble>(() => ('mediaDevices' in navigator ? 'none' : 'insecure'));
  const read = useRef(onRead);
  useEffect(() => {
    read.current = onRead;
  }, [onRead]);

  useEffect(() => {
    if (!('mediaDevices' in navigator)) return;
    let over = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = async () => {
      const detect = await makeDetector();
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
        audio: false,
      });
      const shown = video.current;
      if (over || !shown) return stop();
      shown.srcObject = stream;
      await shown.play();
      const look = async () => {
        const found = await detect(shown).catch(() => null);
        if (over) return;
        if (found) read.current(found);
        timer = setTimeout(() => void look(), lookEveryMs);
      };
      await look();
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    work().catch((error: unknown) => {
      if (!over) setTrouble(troubleOf(error));
    });
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, []);

  if (trouble !== 'none')
    return (
      <p className="notice notice-warning" role="alert">
        {{ refused: text.refused, 'no-camera': text.noCamera, insecure: text.insecure }[trouble]}
      </p>
    );
  return (
    <div className="scanner">
      <video ref={video} muted playsInline aria-label={text.picture} />
      <span className="scanner-frame" aria-hidden="true" />
    </div>
  );
}
