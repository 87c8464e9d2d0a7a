// Panels where they stand, for looking at.
import type { ScreenPanel } from '@/kit/api';
import { useLabels } from '@/kit/meta';
import { PanelView } from './panel-view';
import { devicesOf } from './screen-layout';
import './screens.css';
import { useFollowed } from './use-screen';

export function ScreenGrid({ panels }: { panels: readonly ScreenPanel[] }) {
  const { choice } = useLabels('screen_panel');
  useFollowed(devicesOf(panels));
  return (
    <div className="screen-grid">
      {panels.map((panel) => (
        <div
          key={`${panel.row}:${panel.column}`}
          style={{
            gridColumn: `${panel.column + 1} / span ${panel.width}`,
            gridRow: `${panel.row + 1} / span ${panel.height}`,
          }}
        >
          <PanelView panel={panel} kindLabel={choice('kind', panel.kind)} />
        </div>
      ))}
    </div>
  );
}
