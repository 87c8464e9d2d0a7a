// The way of a product from workshop to workshop, on the ground of the counties around. Numbers stand for the lines of a
// list beside the map; a number is pressed like its line.
import { useMemo } from 'react';
import { ArrowTip } from '../chart/arrow-tip';
import './route-map.css';
import { routeLayout, type Leg, type Stop } from './route-layout';
import { allSeats } from './seats';
import { shapesOf, type Point } from './shapes';

export type MapStop = Stop & { number: string; title: string; tone?: 'good' | 'bad' | 'active' | 'plain' };

type Props = {
  stops: readonly MapStop[];
  legs: readonly Leg[];
  label: string;
  chosen?: string | null;
  onPress?: (id: string) => void;
};

const [width, height] = [640, 420];
const radius = 13;

// Counties do not change while the app is open.
let ground: ReturnType<typeof shapesOf> | undefined;
const counties = () => (ground ??= shapesOf(allSeats(), ''));

function pathsOf(layout: ReturnType<typeof routeLayout>): string[] {
  const [left, bottom, right, top] = layout.window;
  const isSeen = (ring: readonly Point[]) =>
    ring.some(([x, y]) => x > left - 1 && x < right + 1 && y > bottom - 1 && y < top + 1);
  return counties()
    .features.flatMap((feature) => feature.geometry.coordinates)
    .flatMap(([ring]) => {
      if (!ring || !isSeen(ring)) return [];
      return [
        `M${ring
          .map((point) =>
            layout
              .at(point)
              .map((value) => value.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
      ];
    });
}

export default function RouteMap({ stops, legs, label, chosen, onPress }: Props) {
  const layout = useMemo(() => routeLayout(stops, legs, width, height), [stops, legs]);
  const paths = useMemo(() => pathsOf(layout), [layout]);
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  if (stops.length === 0) return null;
  return (
    <svg className="route-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <ArrowTip id="route-head" />
      <g className="route-ground">
        {paths.map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      {layout.legs.map((leg) => (
        <path
          key={`${leg.from}-${leg.to}`}
          d={leg.path}
          className={chosen === leg.from || chosen === leg.to ? 'route-leg route-leg-on' : 'route-leg'}
          markerEnd="url(#route-head)"
        />
      ))}
      {layout.stops.map(({ id, x, y }) => {
        const stop = byId.get(id);
        if (!stop) return null;
        return (
          <g
            key={id}
            className={`route-stop route-stop-${stop.tone ?? 'plain'}${chosen === id ? ' route-stop-on' : ''}`}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
            onClick={() => onPress?.(id)}
          >
            <title>{stop.title}</title>
            <circle r={chosen === id ? radius + 3 : radius} />
            <text dy="0.36em">{stop.number}</text>
          </g>
        );
      })}
    </svg>
  );
}
