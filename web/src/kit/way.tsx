// The steps of a document's way, with where it stands. `present` beyond the last: all are behind.
import './way.css';

export function Way({ label, steps, present }: { label: string; steps: readonly string[]; present: number }) {
  return (
    <ol className="way" aria-label={label}>
      {steps.map((step, i) => (
        <li
          key={step}
          className={i < present ? 'way-done' : i === present ? 'way-now' : ''}
          {...(i === present ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="way-dot" aria-hidden="true">
            {i < present ? '✓' : i + 1}
          </span>
          <span className="way-name">{step}</span>
        </li>
      ))}
    </ol>
  );
}
