// The tip of the arrows of a drawing, for the end of its lines: `url(#id)`.
import './arrow-tip.css';

export function ArrowTip({ id }: { id: string }) {
  return (
    <defs>
      <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 0L8 4L0 8z" className="arrow-tip" />
      </marker>
    </defs>
  );
}
