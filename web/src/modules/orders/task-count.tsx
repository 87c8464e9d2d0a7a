// How much of a lot is good, to be put right, or scrap.
import type { OperationTask } from '@/kit/api';

export function TaskCount({ task }: { task: OperationTask }) {
  const all = Math.max(task.quantity_in, task.planned_in, 1);
  const parts = ['good', 'rework', 'scrap'] as const;
  const widths = parts.map((part) => (task[part] / all) * 100);
  return (
    <svg className="work-part" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map((part, i) => (
        <rect
          key={part}
          className={`work-part-${part}`}
          x={widths.slice(0, i).reduce((sum, width) => sum + width, 0)}
          width={widths[i]}
          height="10"
        />
      ))}
    </svg>
  );
}
