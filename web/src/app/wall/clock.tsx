// The time in the zone of the person, once a second.
import { useEffect, useState } from 'react';
import { useFormat } from '@/kit/use-format';

export function Clock() {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="wall-clock">
      <strong className="number">{format.time(now)}</strong>
      <span>{format.fullDate(now)}</span>
    </p>
  );
}
