// Where the stops of a route stand in a picture, and how its legs bend. Pure; see shapes.ts for the projection.
import { projected, type Point } from './shapes';

export type Stop = { id: string; longitude: number; latitude: number };
export type Leg = { from: string; to: string };

export type Placed = { id: string; x: number; y: number };
export type RouteLayout = {
  stops: Placed[];
  legs: { from: string; to: string; path: string }[];
  // A point of the ground, in the picture.
  at: (point: Point) => Point;
  // What of the ground is seen: left, bottom, right, top.
  window: [number, number, number, number];
};

// A workshop next door is not as far as the next town: about ten kilometres are the least that is shown.
const spanMin = 0.1;
const margin = 0.2;
const bend = 0.14;

export function routeLayout(
  stops: readonly Stop[],
  legs: readonly Leg[],
  width: number,
  height: number,
): RouteLayout {
  const ground = stops.map((stop) => projected(stop.longitude, stop.latitude));
  const bounds = (axis: 0 | 1): [number, number] => {
    const values = ground.map((point) => point[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const pad = Math.max(spanMin - (high - low), 0) / 2 + Math.max(high - low, spanMin) * margin;
    return [low - pad, high + pad];
  };
  const [left, right] = bounds(0);
  const [bottom, top] = bounds(1);
  // One scale for both ways; the rest of the picture shows more ground.
  const scale = Math.min(width / (right - left), height / (top - bottom));
  const middle: Point = [(left + right) / 2, (bottom + top) / 2];
  const at = ([x, y]: Point): Point => [
    width / 2 + (x - middle[0]) * scale,
    height / 2 - (y - middle[1]) * scale,
  ];
  const placed = stops.map((stop, i) => {
    const [x, y] = at(ground[i] ?? middle);
    return { id: stop.id, x, y };
  });
  const byId = new Map(placed.map((stop) => [stop.id, stop]));
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    stops: placed,
    at,
    window: [
      middle[0] - width / 2 / scale,
      middle[1] - height / 2 / scale,
      middle[0] + width / 2 / scale,
      middle[1] + height / 2 / scale,
    ],
    legs: legs.flatMap(({ from, to }) => {
      const [a, b] = [byId.get(from), byId.get(to)];
      if (!a || !b || a === b) return [];
      // There and back do not lie on each other: each bends to its own left.
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const [cx, cy] = [(a.x + b.x) / 2 + dy * bend, (a.y + b.y) / 2 - dx * bend];
      return [
        {
          from,
          to,
          path: `M${round(a.x)} ${round(a.y)}Q${round(cx)} ${round(cy)} ${round(b.x)} ${round(b.y)}`,
        },
      ];
    }),
  };
}
