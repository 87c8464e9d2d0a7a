// Bids beside each other, line by line. Pure.
import type { Bid, Rfx } from './use-sourcing';

export type Offer = Bid['offers'][number];
export type Column = {
  id: string;
  name: string;
  offers: ReadonlyMap<number, Offer>; // by line
  answers: ReadonlyMap<number, number>; // by criterion
  total: number;
};

// Who was opened and not thrown out, the cheapest first.
export function columnsOf(bids: readonly Bid[]): Column[] {
  return bids
    .filter((bid) => bid.offers.length > 0 && bid.status !== 'disqualified')
    .map((bid) => ({
      id: bid.id,
      name: bid.bidder_name,
      offers: new Map(bid.offers.map((offer) => [offer.position, offer])),
      answers: new Map(bid.answers.map((answer) => [answer.criterion, answer.value])),
      total: bid.offers.reduce((sum, offer) => sum + offer.value, 0),
    }))
    .sort((one, other) => one.total - other.total);
}

// The lowest price of a line, where more than one is to choose from.
export function lowestOf(columns: readonly Column[], position: number): number | undefined {
  const prices = columns.flatMap(({ offers }) => offers.get(position)?.unit_price ?? []);
  return prices.length > 1 ? Math.min(...prices) : undefined;
}

// The answer that is charged least.
export function bestAnswerOf(
  columns: readonly Column[],
  criterion: number,
  { worst, best }: Rfx['criteria'][number],
): number | undefined {
  const values = columns.flatMap(({ answers }) => answers.get(criterion) ?? []);
  if (values.length < 2) return undefined;
  return best > worst ? Math.max(...values) : Math.min(...values);
}

// The lot put together from the cheapest of every line: what awarding by line would cost.
export function cherryPicked(columns: readonly Column[], rfx: Pick<Rfx, 'lines'>): number | undefined {
  let sum = 0;
  for (const { position } of rfx.lines) {
    const values = columns.flatMap(({ offers }) => offers.get(position)?.value ?? []);
    if (values.length === 0) return undefined;
    sum += Math.min(...values);
  }
  return sum;
}
