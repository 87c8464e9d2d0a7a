// The wall's charts. Options are made anew only when the numbers or the screen change.
import { useMemo } from 'react';
import { Chart, type ChartOption } from '@/kit/chart/chart';
import type { ChartColours } from '@/kit/chart/colours';
import { useTexts } from '@/kit/i18n';
import { common } from '@/kit/texts/common';

type Share = { code: string; name: string; count: number };
type Props = { title: string; shares: readonly Share[] | undefined; colours: ChartColours; scale: number };

const ranksShown = 8;
const kindsShown = 5;

type FramedProps = { title: string; option: ChartOption; shares: readonly Share[] };

// What the chart shows is also said, for who does not see it.
function Framed({ title, option, shares }: FramedProps) {
  const words = useTexts(common);
  const told = shares.map(({ name, count }) => `${name} ${count}`).join(words.comma);
  return (
    <section className="wall-panel">
      <h2>{title}</h2>
      <Chart option={option} label={title + words.colon + told} className="wall-chart" />
    </section>
  );
}

export function RankChart({ title, shares, colours, scale }: Props) {
  const shown = useMemo(() => (shares ?? []).slice(0, ranksShown), [shares]);
  const option = useMemo<ChartOption>(() => {
    const rows = [...shown].reverse();
    return {
      animationDurationUpdate: 600,
      grid: { left: 0, right: 44 * scale, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        data: rows.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: colours.ink, fontSize: 14 * scale, width: 235 * scale, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          data: rows.map(({ count }) => count),
          barWidth: 12 * scale,
          itemStyle: { color: colours.primary, borderRadius: 6 * scale },
          label: { show: true, position: 'right', color: colours.ink, fontSize: 14 * scale },
        },
      ],
    };
  }, [shown, colours, scale]);
  return <Framed title={title} option={option} shares={shown} />;
}

export function KindChart({ title, shares, colours, scale }: Props) {
  const shown = useMemo(() => (shares ?? []).slice(0, kindsShown), [shares]);
  const option = useMemo<ChartOption>(
    () => ({
      animationDurationUpdate: 600,
      color: colours.series,
      // Names beside the ring: around it those of certificates would lie on each other.
      legend: {
        orient: 'vertical',
        left: '38%',
        top: 'middle',
        itemWidth: 12 * scale,
        itemHeight: 12 * scale,
        itemGap: 12 * scale,
        selectedMode: false,
        textStyle: { color: colours.ink, fontSize: 14 * scale, width: 200 * scale, overflow: 'truncate' },
        formatter: (name: string) => `${shown.find((one) => one.name === name)?.count ?? ''}  ${name}`,
      },
      series: [
        {
          type: 'pie',
          radius: ['52%', '82%'],
          center: ['18%', '50%'],
          itemStyle: { borderColor: colours.surface, borderWidth: 2 * scale },
          label: { show: false },
          data: shown.map(({ name, count }) => ({ name, value: count })),
        },
      ],
    }),
    [shown, colours, scale],
  );
  return <Framed title={title} option={option} shares={shown} />;
}

export function MonthChart({ title, shares, colours, scale }: Props) {
  const shown = useMemo(() => shares ?? [], [shares]);
  const option = useMemo<ChartOption>(
    () => ({
      animationDurationUpdate: 600,
      grid: { left: 0, right: 12 * scale, top: 16 * scale, bottom: 0, containLabel: true },
      xAxis: {
        type: 'category',
        data: shown.map(({ name }) => name.slice(2).replace('-', '.')),
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { color: colours.faint, fontSize: 12 * scale },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        splitLine: { lineStyle: { color: colours.line } },
        axisLabel: { color: colours.faint, fontSize: 12 * scale },
      },
      series: [
        {
          type: 'bar',
          barWidth: '46%',
          itemStyle: { color: colours.copper, borderRadius: [4 * scale, 4 * scale, 0, 0] },
          data: shown.map(({ count }) => count),
        },
      ],
    }),
    [shown, colours, scale],
  );
  return <Framed title={title} option={option} shares={shown} />;
}
