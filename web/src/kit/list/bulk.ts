// One deed on many rows: each for itself, a few at a time, with an outcome for every row.
import { asProblem, type Problem } from '../api';

export type Outcome<T> = { row: T; problem?: Problem };

const atATime = 4;

// Goes on after a failure; the outcomes are in the order of the rows.
export async function runOverRows<T>(
  rows: readonly T[],
  work: (row: T) => Promise<unknown>,
  onProgress: (done: number) => void = () => undefined,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = rows.map((row) => ({ row }));
  let next = 0;
  let done = 0;
  const worker = async () => {
    for (let outcome = outcomes[next++]; outcome; outcome = outcomes[next++]) {
      try {
        await work(outcome.row);
      } catch (error) {
        outcome.problem = asProblem(error);
      }
      done += 1;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, rows.length) }, worker));
  return outcomes;
}
