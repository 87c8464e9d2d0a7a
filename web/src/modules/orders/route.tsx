// The workshops of a plan: a list and their map; a line or a number shows the other.
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { Leg } from '@/kit/map/route-layout';
import { useTexts } from '@/kit/i18n';
import { Loading, Panel } from '@/kit/page';
import { placesOf, stopsOf, type Place } from './plan-rows';
import './route.css';
import { texts } from './texts';
import { useNames, useSites } from './use-orders';

// The ground of the map is large; the list stands without it.
const RouteMap = lazy(() => import('@/kit/map/route-map'));

type Props = { visits: Parameters<typeof placesOf>[0]; legs: readonly Leg[]; destination: string };

export function Route({ visits, legs, destination }: Props) {
  const text = useTexts(texts);
  const [chosen, setChosen] = useState<string | null>(null);
  const places = placesOf(visits);
  const names = useNames(places.map((place) => place.workshop));
  const sites = useSites([...places.map((place) => place.site), destination]);
  const nameOf = (place: Place) => names.get(place.workshop) ?? '…';
  const stops = stopsOf(places, sites, nameOf);
  const end = sites.get(destination);
  const isInside = places.some((place) => place.site === destination);
  if (!isInside && typeof end?.longitude === 'number' && typeof end.latitude === 'number')
    stops.push({
      id: destination,
      number: '★',
      title: end.name,
      longitude: end.longitude,
      latitude: end.latitude,
    });
  return (
    <Panel title={text.route} hint={text.routeHint}>
      <div className="route">
        <ol className="route-places">
          {places.map((place, i) => (
            <li key={place.site} className={chosen === place.site ? 'route-on' : ''}>
              <button
                type="button"
                className={`route-number route-number-${place.work}`}
                aria-pressed={chosen === place.site}
                aria-label={`${i + 1} ${nameOf(place)}`}
                onClick={() => setChosen(chosen === place.site ? null : place.site)}
              >
                {i + 1}
              </button>
              <span>
                <Link to={`/directory/${place.workshop}`}>{nameOf(place)}</Link>
                <span className="sub faint">{place.operations.join(' · ')}</span>
              </span>
            </li>
          ))}
          <li>
            <span className="route-number" aria-hidden="true">
              ★
            </span>
            <span>
              {end?.name ?? '…'}
              <span className="sub faint">{end?.address}</span>
            </span>
          </li>
        </ol>
        {stops.length > 0 ? (
          <Suspense fallback={<Loading lines={6} />}>
            <RouteMap stops={stops} legs={legs} label={text.route} chosen={chosen} onPress={setChosen} />
          </Suspense>
        ) : (
          <p className="faint">{text.noPlaces}</p>
        )}
      </div>
    </Panel>
  );
}
