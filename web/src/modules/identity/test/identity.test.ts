// Goal: the small decisions of the identity pages: devices in words, the token of a link, permissions by module.
import { describe, expect, it } from 'vitest';
import { deviceName } from '../user-agent';
import { byModule } from '../permission-choice';
import { tokenOf } from '../reset-token';

describe('deviceName', () => {
  it('names browsers and systems that people know', () => {
    expect(deviceName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36')).toBe(
      'Chrome · Linux',
    );
    expect(deviceName('Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0')).toBe(
      'Edge · Windows',
    );
    expect(
      deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604 MicroMessenger/8.0'),
    ).toBe('微信 · iOS');
    expect(deviceName('curl/7.88')).toBe('curl');
    expect(deviceName('')).toBeNull();
  });
});

describe('tokenOf', () => {
  it('prefers what reaches no server', () => {
    expect(tokenOf({ hash: '#token=abc', search: '?token=def' })).toBe('abc');
    expect(tokenOf({ hash: '', search: '?token=def' })).toBe('def');
    expect(tokenOf({ hash: '', search: '' })).toBe('');
  });
});

describe('byModule', () => {
  it('keeps every permission, in order', () => {
    const permission = (name: string, module: string) => ({ name, module, label_zh: name, label_en: name });
    const items = [permission('a.x', 'a'), permission('b.x', 'b'), permission('a.y', 'a')];
    expect(byModule(items).map(([module, group]) => [module, group.map((entry) => entry.name)])).toEqual([
      ['a', ['a.x', 'a.y']],
      ['b', ['b.x']],
    ]);
  });
});
