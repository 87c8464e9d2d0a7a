// The life of a record, drawn from its state table, with the present state marked.
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { Choice, StateTable } from '../meta';
import { detailTexts } from '../texts/detail';
import './detail.css';
import { boxHeight, boxWidth, layoutOf } from './state-layout';

function useNames(choices: readonly Choice[]): (name: string) => string {
  const { language } = useLanguage();
  return (name) => {
    const choice = choices.find((entry) => entry.name === name);
    return choice ? labelIn(choice.label, language) : name;
  };
}

export function StateDiagram({ table, present }: { table: StateTable; present: string }) {
  const text = useTexts(detailTexts);
  const stateName = useNames(table.states);
  const actionName = useNames(table.actions);
  const { boxes, arrows, width, height } = layoutOf(table);
  const bySystem = (from: string, action: string) =>
    table.transitions.some((move) => move.from === from && move.action === action && move.permission === '');
  const isOpen = (from: string) => from === present;
  return (
    <div className="states" tabIndex={0} role="region" aria-label={text.life}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={stateName(present)}
      >
        <defs>
          <marker
            id="states-tip"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" className="states-tip" />
          </marker>
        </defs>
        {arrows.map((arrow) => (
          <g key={`${arrow.from}>${arrow.to}`} className={isOpen(arrow.from) ? 'move move-open' : 'move'}>
            <path d={arrow.path} markerEnd="url(#states-tip)" />
            <text x={arrow.label.x} y={arrow.label.y} textAnchor="middle">
              {arrow.actions
                .map(
                  (action) =>
                    actionName(action) + (bySystem(arrow.from, action) ? ` (${text.bySystem})` : ''),
                )
                .join(' / ')}
            </text>
          </g>
        ))}
        {boxes.map((box) => (
          <g key={box.name} className={box.name === present ? 'state state-now' : 'state'}>
            <rect x={box.x} y={box.y} width={boxWidth} height={boxHeight} rx={10} />
            <text x={box.x + boxWidth / 2} y={box.y + boxHeight / 2 + 5} textAnchor="middle">
              {stateName(box.name)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
