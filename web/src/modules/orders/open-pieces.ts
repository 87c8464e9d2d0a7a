// What of a task's good pieces may still be sent on: not handed over and in no shipment that may yet be signed. Milli.
type Sent = { status: string; lines: readonly { quantity: number }[] };
const mayArrive = new Set(['draft', 'dispatched', 'arrived']);

export function openPieces(task: { good: number; handed_over: number }, sent: readonly Sent[]): number {
  const underWay = sent
    .filter(({ status }) => mayArrive.has(status))
    .flatMap(({ lines }) => lines)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return Math.max(task.good - task.handed_over - underWay, 0);
}
