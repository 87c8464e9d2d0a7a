// What is asked for, as it stands in the address and as the server takes it. Pure.
export const asked = [
  'process',
  'material',
  'part_size_mm',
  'tolerance_um',
  'region',
  'distance_km_max',
  'certificate',
  'hours',
  'days',
] as const;
export type Question = Partial<Record<(typeof asked)[number] | 'refused', string>>;

export function questionIn(params: URLSearchParams): Question {
  const question: Question = {};
  for (const name of [...asked, 'refused'] as const) {
    const value = params.get(name);
    if (value) question[name] = value;
  }
  return question;
}

type Place = { longitude?: number | null; latitude?: number | null };
type Query = { process: string } & Record<string, string>;

// null: no process yet.
export function queryOf(question: Question, place: Place | undefined, now: Date): Query | null {
  if (!question.process) return null;
  const query: Query = { process: question.process, limit: '50' };
  for (const name of ['material', 'part_size_mm', 'tolerance_um', 'certificate', 'refused'] as const) {
    const value = question[name];
    if (value) query[name] = value;
  }
  if (typeof place?.longitude === 'number' && typeof place.latitude === 'number') {
    query.longitude = String(place.longitude);
    query.latitude = String(place.latitude);
    if (question.distance_km_max) query.distance_km_max = question.distance_km_max;
  }
  const hours = Number(question.hours);
  if (hours > 0) query.minutes_needed = String(Math.round(hours * 60));
  const days = Number(question.days);
  query.from = now.toISOString();
  query.to = new Date(now.getTime() + (days > 0 ? days : 14) * 86_400_000).toISOString();
  return query;
}
