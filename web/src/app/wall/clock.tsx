// The time in the person's zone, once a second.
import { useEffect, useState } from 'react';
import { useLanguage } from '@/kit/i18n';
import { useSession } from '@/kit/session';

export function Clock() {
  const { language } = useLanguage();
  const { time_zone: timeZone } = useSession().user;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return (
    <p className="wall-clock">
      <strong className="number">{now.toLocaleTimeString(locale, { timeZone, hour12: false })}</strong>
      <span>{now.toLocaleDateString(locale, { timeZone, dateStyle: 'full' })}</span>
    </p>
  );
}
