// A box to tick, light enough for every row of a long list.
import { useEffect, useRef } from 'react';

type Props = { label: string; isOn: boolean; isPartly?: boolean; onTick: () => void };

export function Tick({ label, isOn, isPartly = false, onTick }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <input ref={box} type="checkbox" className="tick" aria-label={label} checked={isOn} onChange={onTick} />
  );
}
