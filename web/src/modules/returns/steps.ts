// How far a return is, and what its goods are worth. Pure.
export const returnSteps = ['requested', 'approved', 'sent', 'received', 'remedied', 'closed'] as const;

const stepOf: Record<string, number> = {
  requested: 0,
  approved: 1,
  sent: 2,
  received: 3,
  repaired: 4,
  replaced: 4,
  credited: 4,
  closed: returnSteps.length,
};

// undefined: refused or disputed, where nobody can say how it goes on. A return that was closed before the goods were
// sent has not gone this way either.
export function presentStep(row: { status: string; sent_at: string | null }): number | undefined {
  if (row.status === 'closed' && row.sent_at === null) return undefined;
  return stepOf[row.status];
}

// A part of an order's price, by quantity, in whole fen; rounded half up.
export function valueOf(order: { price: number; quantity: number }, quantity: number): number {
  if (order.quantity <= 0) return 0;
  return Number(
    (BigInt(order.price) * BigInt(quantity) * 2n + BigInt(order.quantity)) / (BigInt(order.quantity) * 2n),
  );
}
