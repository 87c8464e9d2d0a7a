// The map of a region: its parts, coloured by a count, to be pressed. Drawn from the seats of government alone.
import { useMemo } from 'react';
import { Chart, registerMap, type ChartOption } from '../chart/chart';
import type { ChartColours } from '../chart/colours';
import { gathered, type Count } from './counts';
import { allSeats } from './seats';
import { projected, shapesOf } from './shapes';

// A place that shines for a moment: something has just happened there.
export type Pulse = { name: string; longitude: number; latitude: number };

type Props = {
  scope: string;
  counts: readonly Count[];
  colours: ChartColours;
  label: string;
  unit: string;
  names: ReadonlyMap<string, string>;
  // 1 on a screen of 1920 pixels; what is written grows with it.
  scale?: number;
  pulses?: readonly Pulse[];
  className?: string;
  onPress?: (code: string) => void;
};

const drawn = new Set<string>();
function mapNamed(scope: string): string {
  const name = `region-${scope || 'country'}`;
  if (!drawn.has(name)) {
    registerMap(name, shapesOf(allSeats(), scope));
    drawn.add(name);
  }
  return name;
}

type Formatted = { name: string; value: number | undefined };

export function RegionMap(props: Props) {
  const { scope, counts, colours, label, unit, names, pulses, className, onPress, scale = 1 } = props;
  const option = useMemo<ChartOption>(() => {
    const sums = gathered(counts, scope);
    const most = Math.max(1, ...sums.values());
    return {
      tooltip: {
        trigger: 'item',
        confine: true,
        backgroundColor: colours.surface,
        borderColor: colours.line,
        textStyle: { color: colours.ink, fontSize: 14 * scale },
        formatter: (at: Formatted) => `${names.get(at.name) ?? at.name} · ${sums.get(at.name) ?? 0} ${unit}`,
      },
      visualMap: {
        show: false,
        seriesIndex: 0,
        min: 0,
        max: most,
        inRange: { color: [colours.low, colours.primary] },
      },
      geo: {
        map: mapNamed(scope),
        roam: true,
        scaleLimit: { min: 0.8, max: 8 },
        aspectScale: 1,
        top: '3%',
        bottom: '3%',
        left: '3%',
        right: '3%',
        itemStyle: { areaColor: colours.low, borderColor: colours.surface, borderWidth: 0.8 * scale },
        emphasis: {
          itemStyle: { areaColor: colours.copper },
          label: { show: true, color: colours.ink, fontSize: 14 * scale, formatter: nameOf(names) },
        },
        label: {
          show: scope !== '',
          color: colours.ink,
          fontSize: 12 * scale,
          formatter: nameOf(names),
          textBorderColor: colours.surface,
          textBorderWidth: 2 * scale,
        },
        select: { disabled: true },
      },
      series: [
        {
          type: 'map',
          geoIndex: 0,
          data: [...sums].map(([name, value]) => ({ name, value })),
        },
        {
          type: 'effectScatter',
          coordinateSystem: 'geo',
          symbolSize: 9 * scale,
          rippleEffect: { scale: 4, brushType: 'stroke' },
          itemStyle: { color: colours.copper },
          silent: true,
          data: (pulses ?? []).map((pulse) => ({
            name: pulse.name,
            value: projected(pulse.longitude, pulse.latitude),
          })),
        },
      ],
    };
  }, [scope, counts, colours, names, unit, pulses, scale]);
  return (
    // A map of another scope is another instance: what was zoomed and panned belongs to the one before.
    <Chart
      key={scope}
      option={option}
      label={label}
      {...(className ? { className } : {})}
      {...(onPress ? { onPress } : {})}
    />
  );
}

function nameOf(names: ReadonlyMap<string, string>) {
  return ({ name }: { name: string }) => names.get(name) ?? name;
}
