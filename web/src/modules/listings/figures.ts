// Figures of listings between the server (thousandths, millionths) and people. Pure.

export const yuanOf = (micro: number) => micro / 1_000_000;
export const countOf = (milli: number) => milli / 1_000;
export const microOf = (yuan: number) => Math.round(yuan * 1_000_000);
export const milliOf = (count: number) => Math.round(count * 1_000);

// -50,000 ppm → "-5"; what is less than a tenth is none.
export function percentOf(ppm: number): string {
  const tenths = Math.round(ppm / 1_000);
  return String(tenths / 10);
}

type Side = 'supply' | 'demand';
// Whether another's price is better than what the own side asks.
export function isBetter(gapPpm: number, own: Side): boolean {
  return own === 'demand' ? gapPpm < 0 : gapPpm > 0;
}

type Thread = { status: string; organisation_id: string };
// Who is to answer: in `offered` the lister, in `countered` the opener.
export function isOurTurn({ status, organisation_id: opener }: Thread, own: string): boolean {
  if (status === 'offered') return opener !== own;
  return status === 'countered' && opener === own;
}
