// What axe says about a page, in Chromium. A walk sees the same parts of pages again and again, the way around above all;
// a part whose build was found good is not looked at a second time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Whatever these rules of axe find is minor or moderate by their definition, and only what is serious counts here: the
// verdict is the same without them, and comes sooner.
const lighterRules = `
  aria-allowed-role aria-deprecated-role empty-heading empty-table-header form-field-multiple-labels
  heading-order image-redundant-alt landmark-banner-is-top-level landmark-complementary-is-top-level
  landmark-contentinfo-is-top-level landmark-main-is-top-level landmark-no-duplicate-banner
  landmark-no-duplicate-contentinfo landmark-no-duplicate-main landmark-one-main landmark-unique
  meta-viewport-large page-has-heading-one presentation-role-conflict region scope-attr-valid
  skip-link table-duplicate-name`
  .trim()
  .split(/\s+/);
const axeOptions = {
  resultTypes: ['violations'],
  preload: false,
  elementRef: false,
  rules: Object.fromEntries(lighterRules.map((rule) => [rule, { enabled: false }])),
};

type Part = { build: string; within: number; element: Element };
type AxeResults = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
type PageWithParts = typeof globalThis & {
  parts: Part[];
  axe: { run: (context: { exclude: (string | Element)[] }, options: object) => Promise<AxeResults> };
};

// In the page: its parts from the outside in, each with its build and the part it lies within (-1: none). The build of a
// part is what axe's serious rules go by: elements, classes, own colours, names of attributes and whether they and the text
// say anything, of itself and of all that lies within; and of what it lies in, up to the theme and the width of the window.
// Neighbours of one build, as rows of a table, count once.
function partsOf(): { build: string; within: number }[] {
  const smallest = 6; // elements; to leave out fewer saves nothing
  const telling = new Set(['role', 'type', 'tabindex', 'data-theme', 'aria-hidden', 'aria-disabled']);
  const parts: Part[] = [];

  // FNV-1a, twice over with different beginnings.
  const digest = (text: string) => {
    let one = 0x811c9dc5;
    let two = 0x050c5d1f;
    for (let index = 0; index < text.length; index += 1) {
      one = Math.imul(one ^ text.charCodeAt(index), 0x01000193);
      two = Math.imul(two ^ text.charCodeAt(index), 0x01000193);
    }
    return `${(one >>> 0).toString(36)}.${(two >>> 0).toString(36)}`;
  };
  const ownBuild = (element: Element) => {
    const attributes = [...element.attributes].map(({ name, value }) => {
      if (name === 'class') return value.replace(/\bcss-var-\S+/g, '');
      if (name === 'style')
        return (value.match(/(?:color|background|opacity|visibility)[^;]*/g) ?? []).join();
      return telling.has(name) ? `${name}=${value}` : name + (value === '' ? '' : '=');
    });
    const speaks = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.nodeValue?.trim() !== '',
    );
    return `${element.localName} ${attributes.join(' ')}${speaks ? ' text' : ''}`;
  };
  const walk = (element: Element, around: string, within: number): { build: string; size: number } => {
    const own = ownBuild(element);
    const index = parts.push({ build: '', within, element }) - 1;
    const aroundChildren = digest(`${around} ${own}`);
    let size = 1;
    const inner = new Set<string>();
    for (const child of element.children) {
      const { build, size: more } = walk(child, aroundChildren, index);
      inner.add(build);
      size += more;
    }
    const build = digest(`${own}(${[...inner].join(' ')})`);
    const part = parts[index];
    if (part && size >= smallest) part.build = digest(`${around}: ${build}`);
    return { build, size };
  };
  walk(document.documentElement, String(innerWidth), -1);
  (globalThis as PageWithParts).parts = parts;
  return parts.map(({ build, within }) => ({ build, within }));
}

// In the page, once axe is there.
async function violationsOutside({
  known,
  options,
}: {
  known: number[];
  options: object;
}): Promise<string[]> {
  const { parts, axe: checker } = globalThis as PageWithParts;
  const exclude = known.flatMap((index) => parts[index]?.element ?? []);
  // Messages that fade have no contrast while they go.
  const { violations } = await checker.run({ exclude: ['.ant-message', ...exclude] }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

// Builds of parts that axe found good in this process.
const good = new Set<string>();

// What keeps somebody from using the page, in words of axe.
export async function obstacles(page: Page): Promise<string[]> {
  const parts = await page.evaluate(partsOf);
  const isGood = parts.map(({ build }) => build !== '' && good.has(build));
  if (isGood[0]) return [];
  // Of parts within each other the outermost.
  const covered: boolean[] = [];
  const known: number[] = [];
  parts.forEach(({ within }, index) => {
    covered[index] = covered[within] === true;
    if (covered[index] || !isGood[index]) return;
    covered[index] = true;
    known.push(index);
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(violationsOutside, { known, options: axeOptions });
  if (found.length === 0) for (const { build } of parts) if (build !== '') good.add(build);
  return found;
}
