// Goal: no event that a module declares is shown to people as a word of the program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { deeds } from '../history/deeds';

const modules = fileURLToPath(new URL('../../../../modules', import.meta.url));

it('has words for whatever the modules say has happened', () => {
  const files = readdirSync(modules).map((name) => `${modules}/${name}/module.toml`);
  const declared = files.filter(existsSync).flatMap((file) => {
    const events = /^events\s*=\s*\[([^\]]*)\]/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    return [...events.matchAll(/"[a-z_]+\.([a-z_]+)"/g)].map(([, deed]) => deed ?? '');
  });
  expect(declared.length).toBeGreaterThan(400);
  expect([...new Set(declared)].filter((deed) => !(deed in deeds)).sort()).toEqual([]);
});
