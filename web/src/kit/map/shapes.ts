// A map from points alone: each seat of government gets the ground that is nearer to it than to any other (a Voronoi
// cell), cut off at a distance that follows how dense the seats are there. It claims no boundary: the pictures say so.
import { Delaunay } from 'd3-delaunay';
import { leavesOf, partOf, type Seat } from './seats';

export type Point = [number, number];
export type Feature = {
  type: 'Feature';
  properties: { name: string };
  geometry: { type: 'MultiPolygon'; coordinates: Point[][][] };
};
export type Shapes = { type: 'FeatureCollection'; features: Feature[] };

const radians = Math.PI / 180;

// Albers' equal-area conic with two standard parallels (Snyder, Map Projections, 1987, p. 98), those used for China; in
// degrees of a great circle, north up.
const [south, north, middle, meridian] = [25 * radians, 47 * radians, 36 * radians, 105 * radians];
const n = (Math.sin(south) + Math.sin(north)) / 2;
const c = Math.cos(south) ** 2 + 2 * n * Math.sin(south);
const rho = (latitude: number) => Math.sqrt(c - 2 * n * Math.sin(latitude)) / n;
const rhoMiddle = rho(middle);

export function projected(longitude: number, latitude: number): Point {
  const angle = n * (longitude * radians - meridian);
  const distance = rho(latitude * radians);
  return [(distance * Math.sin(angle)) / radians, (rhoMiddle - distance * Math.cos(angle)) / radians];
}

// What of a convex polygon lies within another convex one (Sutherland and Hodgman 1974). Both counter-clockwise.
export function clipped(subject: Point[], window: Point[]): Point[] {
  let rest = subject;
  window.forEach((from, i) => {
    const to = window[(i + 1) % window.length] ?? from;
    const side = ([x, y]: Point) => (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
    const kept: Point[] = [];
    rest.forEach((point, k) => {
      const before = rest[(k + rest.length - 1) % rest.length] ?? point;
      const [a, b] = [side(before), side(point)];
      if (a >= 0 !== b >= 0) {
        const t = a / (a - b);
        kept.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
      }
      if (b >= 0) kept.push(point);
    });
    rest = kept;
  });
  return rest;
}

const corners = 20;
function circle([x, y]: Point, radius: number): Point[] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

// How far the ground of a seat reaches: nearly to its second neighbour, not much farther than the ground of those around
// it (an island does not take the sea), within bounds (degrees).
const reach = { neighbours: 2, factor: 0.85, beyondOthers: 1.3, min: 0.12, max: 1.9 };

function reachesOf(points: Point[], delaunay: Delaunay<Point>): number[] {
  const around = points.map((_, i) => [...delaunay.neighbors(i)]);
  const own = points.map(([x, y], i) => {
    const distances = (around[i] ?? [])
      .map((j): Point => points[j] ?? [x, y])
      .map(([u, v]) => Math.hypot(u - x, v - y))
      .sort((p, q) => p - q);
    const far = distances[Math.min(reach.neighbours, distances.length) - 1] ?? reach.max;
    return Math.min(reach.max, Math.max(reach.min, far * reach.factor));
  });
  return own.map((radius, i) => {
    const others = (around[i] ?? []).map((j) => own[j] ?? radius).sort((p, q) => p - q);
    const median = others[Math.floor(others.length / 2)] ?? radius;
    return Math.min(radius, median * reach.beyondOthers);
  });
}

function area(ring: Point[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length] ?? [x, y];
    return sum + x * v - u * y;
  }, 0);
}

// The parts of `scope`, each as the cells of its places. Neighbours beyond the scope bound the cells at its edge, so that
// a province looks the same by itself as within the country.
export function shapesOf(all: Seat[], scope: string): Shapes {
  const leaves = leavesOf(all, '');
  const points = leaves.map((seat) => projected(seat.longitude, seat.latitude));
  const delaunay = Delaunay.from(points);
  const voronoi = delaunay.voronoi([-60, -60, 60, 60]);
  const reaches = reachesOf(points, delaunay);
  const inScope = new Set(leavesOf(all, scope).map((seat) => seat.code));
  const parts = new Map<string, Point[][][]>();
  leaves.forEach((seat, i) => {
    if (!inScope.has(seat.code)) return;
    const cell = (voronoi.cellPolygon(i) as Point[] | null)?.slice(0, -1);
    const point = points[i];
    if (!cell || !point) return;
    if (area(cell) < 0) cell.reverse();
    const ground = clipped(cell, circle(point, reaches[i] ?? reach.min));
    const [first] = ground;
    if (ground.length < 3 || !first) return;
    const part = partOf(seat.code, scope);
    parts.set(part, [...(parts.get(part) ?? []), [[...ground, first]]]);
  });
  return {
    type: 'FeatureCollection',
    features: [...parts].map(([name, coordinates]) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'MultiPolygon', coordinates },
    })),
  };
}
