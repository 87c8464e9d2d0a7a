// A guided tour over the shell: one piece after the other in the light, a card beside it. That somebody has seen it is
// kept with his account, so that another device does not ask again.
import { Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties } from 'react';
import { useTexts } from '@/kit/i18n';
import { texts } from './texts';
import { placed, type Box } from './place';
import './tour.css';

const targets = ['nav', 'finder', 'bell', 'help', 'tasks'] as const;

function boxOf(target: string): Box | null {
  for (const element of document.querySelectorAll(`[data-tour="${target}"]`)) {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width > 0 && height > 0) return { left, top, width, height };
  }
  return null;
}

// What is on the screen at this device; the rest is passed over.
function stepsOnScreen() {
  return targets.filter((target) => boxOf(target) !== null);
}

export default function Tour({ onEnd }: { onEnd: () => void }) {
  const text = useTexts(texts);
  const [steps] = useState(stepsOnScreen);
  const [at, setAt] = useState(0);
  const [box, setBox] = useState<Box | null>(null);
  const card = useRef<HTMLDialogElement>(null);
  const target = steps[at];

  useLayoutEffect(() => {
    const measure = () => setBox(target ? boxOf(target) : null);
    measure();
    globalThis.addEventListener('resize', measure);
    return () => globalThis.removeEventListener('resize', measure);
  }, [target]);
  useEffect(() => {
    card.current?.showModal();
  }, []);

  if (!target) return null;
  const isLast = at === steps.length - 1;
  const place = box ? placed(box, { width: innerWidth, height: innerHeight }) : null;
  const light: CSSProperties | undefined = box
    ? { left: box.left - 6, top: box.top - 6, width: box.width + 12, height: box.height + 12 }
    : undefined;
  return (
    <>
      <div className="tour-light" style={light} aria-hidden="true" />
      <dialog
        ref={card}
        className="tour"
        style={place ?? undefined}
        aria-labelledby="tour-title"
        onClose={onEnd}
      >
        <p className="faint">{text.count(at + 1, steps.length)}</p>
        <h2 id="tour-title">{text[`${target}Title`]}</h2>
        <p>{text[target]}</p>
        <div className="tour-foot">
          <Button type="text" onClick={onEnd}>
            {text.skip}
          </Button>
          <span className="row">
            {at > 0 && <Button onClick={() => setAt(at - 1)}>{text.back}</Button>}
            <Button type="primary" autoFocus onClick={() => (isLast ? onEnd() : setAt(at + 1))}>
              {isLast ? text.done : text.next}
            </Button>
          </span>
        </div>
      </dialog>
    </>
  );
}
