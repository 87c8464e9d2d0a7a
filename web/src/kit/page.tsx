// The frame of every page, and the states a page can be in: loading, failed, empty.
import { useEffect, type ReactNode } from 'react';
import { asProblem, unreachable, type Problem } from './api';
import { useTexts } from './i18n';
import { common } from './texts/common';

type FrameProps = {
  title: string;
  // Up to the page that this one was opened from: a link.
  back?: ReactNode;
  hint?: ReactNode;
  // The one thing that people come here to do.
  action?: ReactNode;
  children: ReactNode;
};

export function usePageTitle(title: string): void {
  const text = useTexts(common);
  useEffect(() => {
    document.title = title ? `${title} · ${text.product}` : text.product;
  }, [title, text.product]);
}

export function PageFrame({ title, back, hint, action, children }: FrameProps) {
  usePageTitle(title);
  return (
    <section className="page">
      <header className="page-head">
        <div>
          {back && <p className="page-back">{back}</p>}
          <h1>{title}</h1>
          {hint && <p className="page-hint">{hint}</p>}
        </div>
        {action && <div className="page-action">{action}</div>}
      </header>
      {children}
    </section>
  );
}

type PanelProps = {
  title?: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  flush?: boolean;
};

export function Panel({ title, hint, action, children, flush }: PanelProps) {
  return (
    <section className={flush ? 'panel panel-flush' : 'panel'}>
      {(title !== undefined || action !== undefined) && (
        <header className="panel-head">
          <div>
            <h2>{title}</h2>
            {hint && <p className="panel-hint">{hint}</p>}
          </div>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}

export type Tone = 'info' | 'good' | 'warning' | 'bad';

export function Notice({ tone, title, children }: { tone: Tone; title?: ReactNode; children?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  );
}

export function Tag({ tone = 'info', children }: { tone?: Tone | 'plain'; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

export function EmptyState({ title, text, action }: { title: string; text?: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 120 64" aria-hidden="true" className="empty-picture">
        <path d="M6 58h26v-9h26v-9h26v-9h30v27z" className="empty-steps" />
        <path d="M40 27a9 9 0 0 1 2-17.8A13 13 0 0 1 67 11a8 8 0 0 1 1 16z" className="empty-cloud" />
      </svg>
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}

export function Loading({ lines = 4 }: { lines?: number }) {
  const text = useTexts(common);
  return (
    <div className="loading" role="status" aria-label={text.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="loading-line" />
      ))}
    </div>
  );
}

// What to tell about a problem in one line.
export function useProblemTitle(): (problem: Problem) => string {
  const text = useTexts(common);
  return (problem) => {
    if (problem.code === unreachable) return text.unreachable;
    return problem.title || text.unexpected;
  };
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const text = useTexts(common);
  const titleOf = useProblemTitle();
  const problem = asProblem(error);
  if (problem.status === 403) return <EmptyState title={text.forbidden} text={text.forbiddenHint} />;
  if (problem.status === 404) return <EmptyState title={text.notFound} text={text.notFoundHint} />;
  return (
    <div className="empty" role="alert">
      <h3>{text.loadFailed}</h3>
      <p>{titleOf(problem)}</p>
      {problem.requestId && <p className="faint">{text.requestId(problem.requestId)}</p>}
      {onRetry && (
        <div className="empty-action">
          <button type="button" className="button" onClick={onRetry}>
            {text.retry}
          </button>
        </div>
      )}
    </div>
  );
}

// Names and values side by side, for reading. null: not given; undefined: not for this reader, and not shown.
export type Fact = { label: string; value: ReactNode; wide?: boolean };

export function Facts({ facts }: { facts: Fact[] }) {
  const text = useTexts(common);
  const told = facts.filter((fact) => fact.value !== undefined);
  return (
    <dl className="facts">
      {told.map(({ label, value, wide }, index) => (
        // Labels come after the values, with the server's description: no key.
        <div key={index} className={wide ? 'fact fact-wide' : 'fact'}>
          <dt>{label}</dt>
          <dd>{value === null || value === '' ? <span className="faint">{text.none}</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
