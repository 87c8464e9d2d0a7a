// The tests of one group are the steps of a walk and build on each other: where one failed, the rest of its group is
// skipped, and other groups go on.
import { afterEach, beforeEach, type RunnerTestCase } from 'vitest';

const broken = new Set<unknown>();
const groupOf = (task: Readonly<RunnerTestCase>) => task.suite ?? task.file;

beforeEach(({ task, skip }) => {
  if (broken.has(groupOf(task))) skip('an earlier step failed');
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') broken.add(groupOf(task));
});
