// The life of a record, drawn from its state table, with the present state and the way to it marked.
import { useEffect, useRef } from 'react';
import { ArrowTip } from '../chart/arrow-tip';
import { labelIn, useLanguage, useTexts } from '../i18n';
import type { Choice, StateTable } from '../meta';
import { detailTexts } from '../texts/detail';
import './detail.css';
import { moveKey, useWayTaken } from './way-taken';
import { boxHeight, boxWidth, layoutOf } from './state-layout';

function useNames(choices: readonly Choice[]): (name: string) => string {
  const { language } = useLanguage();
  return (name) => {
    const choice = choices.find((entry) => entry.name === name);
    return choice ? labelIn(choice.label, language) : name;
  };
}

// From the words above an arrow to those below it.
const belowArrow = 22;

type Props = { table: StateTable; present: string; entity: string; id: string };

// A long life is wider than the page: it begins where the present state is to be seen.
function useInView(present: string) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current?.querySelector<SVGGElement>('.state-now')?.getBoundingClientRect();
    if (!frame.current || !box) return;
    const { left, width } = frame.current.getBoundingClientRect();
    frame.current.scrollLeft += box.left + box.width / 2 - left - width / 2;
  }, [present]);
  return frame;
}

export function StateDiagram({ table, present, entity, id }: Props) {
  const text = useTexts(detailTexts);
  const stateName = useNames(table.states);
  const actionName = useNames(table.actions);
  const { boxes, arrows, width, height } = layoutOf(table);
  const bySystem = (from: string, action: string) =>
    table.transitions.some((move) => move.from === from && move.action === action && move.permission === '');
  const frame = useInView(present);
  const way = useWayTaken(entity, id);
  const isTaken = (from: string, to: string) => way.has(moveKey(from, to));
  const wasIn = (state: string) => [...way].some((move) => move.split('>').includes(state));
  const moveClass = (from: string, to: string) => {
    if (isTaken(from, to)) return 'move move-taken';
    return from === present ? 'move move-open' : 'move';
  };
  const stateClass = (name: string) => {
    if (name === present) return 'state state-now';
    return wasIn(name) ? 'state state-been' : 'state';
  };
  return (
    <>
      <div className="states" ref={frame} tabIndex={0} role="region" aria-label={text.life}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={text.presentState(stateName(present))}
        >
          <ArrowTip id="states-tip" />
          {arrows.map((arrow) => (
            <g key={`${arrow.from}>${arrow.to}`} className={moveClass(arrow.from, arrow.to)}>
              <path d={arrow.path} markerEnd="url(#states-tip)" />
              <text x={arrow.label.x} y={arrow.label.y} textAnchor="middle">
                {arrow.actions.map(actionName).join(' / ')}
                {arrow.actions.some((action) => bySystem(arrow.from, action)) && (
                  <tspan x={arrow.label.x} dy={belowArrow} className="by-system">
                    {text.bySystem}
                  </tspan>
                )}
              </text>
            </g>
          ))}
          {boxes.map((box) => (
            <g key={box.name} className={stateClass(box.name)}>
              <rect x={box.x} y={box.y} width={boxWidth} height={boxHeight} rx={10} />
              <text x={box.x + boxWidth / 2} y={box.y + boxHeight / 2 + 5} textAnchor="middle">
                {stateName(box.name)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <ul className="states-legend" aria-hidden="true">
        <li className="states-key-now">{text.stateNow}</li>
        {way.size > 0 && <li className="states-key-been">{text.stateBeen}</li>}
        <li className="states-key-open">{text.stateOpen}</li>
      </ul>
    </>
  );
}
