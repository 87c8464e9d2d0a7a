// The colours of the app, light and dark: pine, paper and a warm copper for what asks for attention. Own style sheets
// read them as custom properties (`--primary`), Ant Design as tokens.
export type Mode = 'light' | 'dark';

const light = {
  ground: '#f4f3ee',
  surface: '#ffffff',
  'surface-soft': '#f9f8f4',
  line: '#e2dfd5',
  ink: '#1c2522',
  'ink-soft': '#4f5a55',
  'ink-faint': '#5d6862',
  primary: '#17695c',
  'primary-strong': '#0f5045',
  'primary-soft': '#e2efeb',
  'on-primary': '#ffffff',
  copper: '#a55c14',
  'copper-soft': '#fbf0e1',
  good: '#2a7440',
  'good-soft': '#e4f2e7',
  bad: '#ad3129',
  'bad-soft': '#fbe9e7',
  rail: '#12372f',
  'rail-ink': '#cfe0da',
  'rail-faint': '#8fb0a6',
  'rail-active': '#1f5347',
};

const dark: typeof light = {
  ground: '#0f1412',
  surface: '#171e1b',
  'surface-soft': '#1d2522',
  line: '#2c3632',
  ink: '#e7ece9',
  'ink-soft': '#b4beb9',
  'ink-faint': '#919d97',
  primary: '#62bfa9',
  'primary-strong': '#84d3c0',
  'primary-soft': '#1b332d',
  'on-primary': '#06211b',
  copper: '#e0a45c',
  'copper-soft': '#33281a',
  good: '#79c48d',
  'good-soft': '#1a2f20',
  bad: '#ef8b82',
  'bad-soft': '#3a1f1d',
  rail: '#0b1714',
  'rail-ink': '#c4d5cf',
  'rail-faint': '#7f9c93',
  'rail-active': '#173b33',
};

export const palettes: Record<Mode, typeof light> = { light, dark };
