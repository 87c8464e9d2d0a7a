// Goal: the small decisions of the shell: what a key does, what is found, who sees which first page, where a card stands.
import { describe, expect, it } from 'vitest';
import type { Session } from '@/kit/api';
import { fitted } from '@/kit/offline/photo';
import { fileNameOf } from '@/modules/enterprise/photograph';
import { isKeptAnswer, isOwnFile, isPrecached } from '@/worker/rules';
import { moved, pagesFor } from '../finder/find';
import { goKeys } from '../go-keys';
import { helpFor } from '../help/pages';
import { homeOf, partOfDay } from '../home/roles';
import { addressOf } from '../documents';
import { isOpenTo, places } from '../places';
import { shortcutFor } from '../shortcuts';
import { placed } from '../tour/place';
import { scaleOf } from '../wall/screen';

const session = (permissions: string[], kind = 'enterprise') =>
  ({ permissions, organisation: { id: '11', kind } }) as unknown as Session;

describe('shortcuts', () => {
  const keys = ['ctrl+k', '?', 'g d', 'g h'];
  const stroke = (key: string, at = 0, withControl = false) => ({ key, at, withControl });
  it('are one stroke or two within a second', () => {
    expect(shortcutFor(keys, null, stroke('k', 0, true))).toBe('ctrl+k');
    expect(shortcutFor(keys, null, stroke('k'))).toBeUndefined();
    expect(shortcutFor(keys, stroke('g'), stroke('d', 900))).toBe('g d');
    expect(shortcutFor(keys, stroke('g'), stroke('d', 1_100))).toBeUndefined();
    expect(shortcutFor(keys, stroke('x'), stroke('?'))).toBe('?');
  });
  it('lead to places that there are, each by a key of its own', () => {
    const known = new Set(places.map(({ to }) => to));
    for (const { to } of goKeys) expect(known.has(to), to).toBe(true);
    expect(new Set(goKeys.map(({ key }) => key)).size).toBe(goKeys.length);
  });
});

describe('the finder', () => {
  const pages = [
    { key: '/map', title: '集群地图', hint: '', to: '/map' },
    { key: '/members', title: '成员', hint: '', to: '/members' },
  ];
  it('finds pages by every word of the title or the address', () => {
    expect(pagesFor('地图', pages, 5).map(({ key }) => key)).toEqual(['/map']);
    expect(pagesFor('MEM', pages, 5).map(({ key }) => key)).toEqual(['/members']);
    expect(pagesFor('', pages, 1)).toHaveLength(1);
  });
  it('moves around the ends', () => {
    expect(moved(1, 'ArrowDown', 2)).toBe(0);
    expect(moved(0, 'ArrowUp', 2)).toBe(1);
    expect(moved(0, 'ArrowDown', 0)).toBe(-1);
  });
});

describe('places', () => {
  it('are open to whom they are for', () => {
    const reviews = places.find(({ to }) => to === '/reviews');
    const labels = places.find(({ to }) => to === '/labels');
    if (!reviews || !labels) throw new Error('places are missing');
    expect(isOpenTo(session([]), reviews)).toBe(false);
    expect(isOpenTo(session(['certificates.verify']), reviews)).toBe(true);
    expect(isOpenTo(session([], 'bank'), labels)).toBe(false);
  });
  it('tell where a document is opened, for its owner and for others', () => {
    const at = (entity: string, organisation: string) =>
      addressOf(session([]), { entity, id: '7', organisation });
    expect(at('site', '11')).toBe('/enterprise?part=sites');
    expect(at('site', '12')).toBe('/directory/12');
    expect(at('certificate', '12')).toBe('/certificates/7');
    expect(at('spaceship', '11')).toBeUndefined();
  });
});

describe('the first page', () => {
  it('is that of the leading role', () => {
    expect(homeOf(['worker']).tiles).toContain('capture');
    expect(homeOf(['owner', 'platform_operator']).tiles[0]).toBe('board');
    expect(homeOf(['role-of-our-own']).tiles).toContain('directory');
  });
  it('greets by the part of the day', () => {
    expect([2, 8, 12, 15, 20].map(partOfDay)).toEqual(['evening', 'morning', 'noon', 'afternoon', 'evening']);
  });
});

describe('help', () => {
  it('is that of the page, of the pages below it, or the general one', () => {
    expect(helpFor('/directory/7').zh.title).toBe('企业名录');
    expect(helpFor('/').en.title).toBe('Start');
    expect(helpFor('/unheard-of').en.title).toBe('This page');
  });
});

describe('a card of the tour', () => {
  const screen = { width: 1000, height: 800 };
  it('stands beside, below or above, and always on the screen', () => {
    expect(placed({ left: 0, top: 100, width: 200, height: 50 }, screen)).toMatchObject({
      left: 216,
      top: 100,
    });
    expect(placed({ left: 700, top: 10, width: 200, height: 50 }, screen)).toMatchObject({ top: 76 });
    expect(placed({ left: 700, top: 700, width: 200, height: 50 }, screen).top).toBeLessThan(700);
    const phone = placed({ left: 0, top: 0, width: 390, height: 844 }, { width: 390, height: 844 });
    expect(phone.left + phone.width).toBeLessThanOrEqual(390);
  });
});

describe('the service worker', () => {
  it('keeps the app and who is signed in, and no business document', () => {
    expect(isOwnFile('/assets/index-4f3a.js')).toBe(true);
    expect(isKeptAnswer('/api/v1/session')).toBe(true);
    for (const path of ['/api/v1/contacts', '/api/v1/session/user', '/api/v1/files/7'])
      expect(isKeptAnswer(path), path).toBe(false);
    expect(isPrecached('/assets/capture-page-4f.js')).toBe(true);
    for (const path of ['/assets/region-map-4f.js', '/service-worker.js', '/assets/wall-4f.js'])
      expect(isPrecached(path), path).toBe(false);
  });
});

describe('photos', () => {
  it('are reduced to their longer edge and never enlarged', () => {
    expect(fitted(4000, 3000, 2000)).toEqual({ width: 2000, height: 1500 });
    expect(fitted(600, 800, 2000)).toEqual({ width: 600, height: 800 });
  });
  it('are named by what they show, without path parts', () => {
    const at = Date.parse('2026-03-01T00:05:00Z');
    const name = (title: string) => fileNameOf(title, at, 'Asia/Shanghai');
    expect(name(' 注塑机/3 号 ')).toBe('注塑机 3 号 2026-03-01 08.05.jpg');
    expect(name('../../etc')).not.toContain('/');
  });
});

it('measures the wall by the smaller side', () => {
  expect(scaleOf(1920, 1080)).toBe(1);
  expect(scaleOf(3840, 2160)).toBe(2);
  expect(scaleOf(3840, 1080)).toBe(1);
});
