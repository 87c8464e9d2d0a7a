// The colours of charts, read from the page's custom properties, so that light, dark and the wall each have their own.
export type ChartColours = {
  ink: string;
  faint: string;
  line: string;
  surface: string;
  primary: string;
  low: string;
  copper: string;
  series: string[];
};

export function chartColours(element: Element = document.documentElement): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink'),
    faint: colour('ink-faint'),
    line: colour('line'),
    surface: colour('surface'),
    primary: colour('primary'),
    low: colour('map-low'),
    copper: colour('copper'),
    series: [1, 2, 3, 4, 5, 6].map((number) => colour(`series-${number}`)),
  };
}
