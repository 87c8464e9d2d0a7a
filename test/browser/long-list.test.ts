// Goal: a list of 100,000 rows is drawn a screen at a time: it can be scrolled from its top to its end, the page never holds
// more than a few dozen rows, and a stretch of scrolling costs the rows that it passes, no more at the end of a long list
// than at its start, and no step shows a blank. How long it takes beside an empty page of the same height is told, and not
// judged.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { common } from '@/kit/texts/common';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor } from './visitor';

const rowsMax = 100_000;
const rowsDrawnMax = 120;

let platform: Platform;
let browser: Browser;
let owner: Visitor;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  owner = await Visitor.arrive(browser, platform.address, 'zh', 'desk', 'long-list');
  await owner.enter('mould', await demonstrationPassword(platform));
  // The server's answer, made longer than a database of a test can be filled in a minute.
  await owner.page.route('**/api/v1/events?*', (route) => {
    const query = new URL(route.request().url()).searchParams;
    const start = Number(query.get('after') ?? 0);
    const count = start === 0 ? 25 : rowsMax - 25;
    const items = Array.from({ length: count }, (_, index) => ({
      sequence: rowsMax - start - index,
      at: '2026-03-01T08:00:00Z',
      actor_kind: 'user',
      actor_name: '王登高',
      entity: 'site',
      entity_id: '1',
      event: 'site.changed',
      data: { name: ['旧', `名称 ${start + index}`] },
      hash: 'x',
    }));
    return route.fulfill({ json: { items, next: start === 0 ? '25' : null } });
  });
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

it('draws only what the screen shows, down to the last row', async () => {
  await owner.open('/audit');
  await owner.press(common.zh.more);
  await owner.sees(common.zh.end(rowsMax));
  const rows = owner.page.locator('.rows tbody tr[data-index]');
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await owner.page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), share);
    await owner.page.waitForFunction(() =>
      [...document.querySelectorAll('.rows tbody tr[data-index]')].some((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      }),
    );
    expect(await rows.count()).toBeLessThan(rowsDrawnMax);
  }
  await rows.last().waitFor();
  expect(await rows.last().getAttribute('data-index')).toBe(String(rowsMax - 1));
  expect(owner.failures).toEqual([]);
});

// In the page: scrolls on by the wheel's steps, a frame each, and counts what it cost.
async function scrollOn([from, steps, stepPx]: readonly [number, number, number]) {
  const body = document.querySelector('.rows');
  if (!body) throw new Error('there is no list');
  const isBlank = () => {
    const [above, below] = ['tbody.space:first-of-type', 'tbody.space:last-of-type'].map((space) =>
      body.querySelector(space)?.getBoundingClientRect(),
    );
    return (above?.bottom ?? 0) > 0 || (below?.top ?? innerHeight) < innerHeight;
  };
  scrollTo(0, document.documentElement.scrollHeight * from);
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
  // What the screen shows is what stands there when the frame is over.
  const painted = () => new Promise((done) => setTimeout(done, 0));
  for (let i = 0; i < 5; i += 1) await frame();
  const rowsIn = (node: Element) =>
    node.matches('tr[data-index]') ? 1 : node.querySelectorAll('tr[data-index]').length;
  let made = 0;
  let drawnMax = 0;
  let blanks = 0;
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof Element) made += rowsIn(node);
  });
  watch.observe(body, { childList: true, subtree: true });
  let longTasks = 0;
  const slow = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  });
  slow.observe({ type: 'longtask' });
  const frames: number[] = [];
  let before = await frame();
  const start = scrollY;
  for (let i = 0; i < steps; i += 1) {
    scrollBy(0, stepPx);
    const now = await frame();
    await painted();
    frames.push(now - before);
    before = now;
    if (isBlank()) blanks += 1;
    drawnMax = Math.max(drawnMax, body.querySelectorAll('tr[data-index]').length);
  }
  watch.disconnect();
  slow.disconnect();
  const height = body.querySelector('tr[data-index]')?.getBoundingClientRect().height ?? 1;
  frames.sort((a, b) => a - b);
  return {
    passed: (scrollY - start) / height,
    made,
    drawnMax,
    blanks,
    longTasks,
    frameMs: frames[Math.floor(frames.length / 2)] ?? 0,
    slowestMs: frames.at(-1) ?? 0,
  };
}

// In the page: the time of each frame while it scrolls, in order of size.
async function framesOf([from, steps, stepPx]: readonly [number, number, number]) {
  scrollTo(0, document.documentElement.scrollHeight * from);
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
  for (let i = 0; i < 5; i += 1) await frame();
  const frames: number[] = [];
  let before = await frame();
  for (let i = 0; i < steps; i += 1) {
    scrollBy(0, stepPx);
    const now = await frame();
    frames.push(now - before);
    before = now;
  }
  return frames.sort((a, b) => a - b);
}

// The same load lies on both, turn by turn, so that it cancels out of their ratio.
it('scrolls beside an empty page of the same height', async () => {
  const height = await owner.page.evaluate(() => document.documentElement.scrollHeight);
  const empty = await owner.page.context().newPage();
  await empty.setContent(`<div style="height:${height}px;background:linear-gradient(#fff,#ccc)"></div>`);
  const stretch = [0.3, 120, 240] as const;
  const all: { list: number[]; empty: number[] } = { list: [], empty: [] };
  for (let turn = 0; turn < 4; turn += 1)
    for (const [name, page] of [['empty', empty] as const, ['list', owner.page] as const]) {
      await page.bringToFront();
      all[name].push(...(await page.evaluate(framesOf, stretch)));
    }
  await empty.close();
  const at = (frames: number[], share: number) =>
    frames.sort((a, b) => a - b)[Math.floor((frames.length - 1) * share)] ?? 0;
  const told = [0.5, 0.95, 1].map((share) => {
    const [list, none] = [at(all.list, share), at(all.empty, share)];
    return `${list.toFixed(1)} ms / ${none.toFixed(1)} ms = ${(list / none).toFixed(2)}`;
  });
  console.info(
    `frames of the list / of an empty page: median ${told[0]}, p95 ${told[1]}, slowest ${told[2]}`,
  );
  expect(all.list.length).toBe(all.empty.length);
});

it('makes the rows that it passes and no others, at the start and near the end', async () => {
  const stretches = [];
  for (const from of [0, 0.9]) stretches.push(await owner.page.evaluate(scrollOn, [from, 200, 240] as const));
  for (const { passed, made, drawnMax, blanks, longTasks, frameMs, slowestMs } of stretches) {
    console.info(
      `200 steps of the wheel: ${passed.toFixed(0)} rows passed, ${made} made, at most ${drawnMax} drawn; ` +
        `a frame in ${frameMs.toFixed(1)} ms, the slowest ${slowestMs.toFixed(0)} ms, ${longTasks} tasks above 50 ms`,
    );
    expect(passed).toBeGreaterThan(500);
    expect(drawnMax).toBeLessThan(rowsDrawnMax);
    expect(blanks).toBe(0);
    // What is drawn beyond the screen is drawn once more where the window moves by more than it holds.
    expect(made).toBeLessThan(passed * 1.5 + rowsDrawnMax);
  }
  expect(owner.failures).toEqual([]);
});
