// Apache ECharts with only what we use; a chunk of its own that pages with charts load.
import { BarChart, EffectScatterChart, MapChart, PieChart } from 'echarts/charts';
import {
  GeoComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';

echarts.use([
  BarChart,
  EffectScatterChart,
  MapChart,
  PieChart,
  GeoComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export type ChartOption = EChartsCoreOption;
export const registerMap = echarts.registerMap;

type Props = {
  option: ChartOption;
  // What the picture says, for those who do not see it.
  label: string;
  className?: string;
  // Told the name of what was pressed.
  onPress?: (name: string) => void;
};

function hasSize(element: HTMLElement): boolean {
  return element.clientWidth > 0 && element.clientHeight > 0;
}

// One instance for the life of the component; a new option is merged into it, so that nothing flickers and nothing is
// made anew. `replace` of what has gone is the option's own matter (series keep their order).
export function Chart({ option, label, className, onPress }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);
  const drawn = useRef(false);
  const latest = useRef({ option, onPress });
  const draw = (given: ChartOption) => {
    // In the letters of the page: a canvas does not know them by itself.
    const fontFamily = place.current ? getComputedStyle(place.current).fontFamily : undefined;
    chart.current?.setOption({ textStyle: { fontFamily }, ...given });
    drawn.current = true;
  };

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = echarts.init(element, null, { renderer: 'canvas' });
    chart.current = made;
    made.on('click', (event) => {
      if (typeof event.name === 'string' && event.name !== '') latest.current.onPress?.(event.name);
    });
    // What has no size yet, or is hidden, cannot be drawn: a map has no scale there.
    const observer = new ResizeObserver(() => {
      if (!hasSize(element)) return;
      made.resize();
      if (!drawn.current) draw(latest.current.option);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
      drawn.current = false;
    };
  }, []);

  useEffect(() => {
    latest.current = { option, onPress };
  }, [option, onPress]);

  useEffect(() => {
    if (place.current && hasSize(place.current)) draw(option);
  }, [option]);

  return <div ref={place} role="img" aria-label={label} className={className ?? 'chart'} />;
}
