// What happened lately, as lines and as places that shine on the map.
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { Activity } from '@/kit/api';
import { useLanguage, useTexts } from '@/kit/i18n';
import { allSeats, regionNames, type Pulse } from '@/kit/map';
import { useFormat } from '@/kit/use-format';
import { texts } from './texts';

const pulsesMax = 6;

// The places of the latest activity, each once.
export function usePulses(items: readonly Activity[] | undefined): Pulse[] {
  return useMemo(() => {
    const codes = [...new Set((items ?? []).flatMap((item) => item.region_code ?? []))].slice(0, pulsesMax);
    return codes.flatMap((code) => allSeats().find((seat) => seat.code === code) ?? []);
  }, [items]);
}

export function WallActivity({ items }: { items: readonly Activity[] | undefined }) {
  const text = useTexts(texts);
  const format = useFormat();
  const names = regionNames(useLanguage().language);
  const what = (item: Activity) => {
    if (item.kind === 'joined') return text.joined;
    return item.kind === 'offers_process' ? text.offers(item.detail) : text.verified(item.detail);
  };
  return (
    <section className="wall-panel wall-activity">
      <h2>{text.activity}</h2>
      <ul>
        {(items ?? []).map((item) => (
          <li key={`${item.kind}-${item.enterprise_id}-${item.at}-${item.detail}`}>
            <Link to={`/directory/${item.enterprise_id}`}>
              <strong>{item.enterprise_name}</strong>
              <span>{what(item)}</span>
              <small>
                {names.get(item.region_code ?? '') ?? ''} {format.instant(item.at)}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
