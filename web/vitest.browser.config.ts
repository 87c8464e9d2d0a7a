// Browser tests: they drive the built server and its embedded web app, and lie in test/browser beside the other
// whole-server tests. Packages come from this folder.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const kind = process.env.DENGYUN_BROWSER ?? 'test';

export default defineConfig({
  root: here('../test/browser'),
  cacheDir: here('node_modules/.vite-browser'),
  resolve: {
    alias: {
      '@': here('src'),
      'playwright-core': here('node_modules/playwright-core/index.mjs'),
      '@reference': here('../modules/reference/data'),
      uqr: here('node_modules/uqr/dist/index.mjs'),
      'axe-core': here('node_modules/axe-core/axe.js'),
    },
  },
  test: {
    environment: 'node',
    // Besides tests: `budget`, times that are measured alone, and `pictures`.
    include: [`**/*.${kind}.ts`],
    globalSetup: [here('../test/browser/set-up.ts')],
    setupFiles: [here('../test/browser/steps.ts')],
    // Each file has a platform of its own; a walk is a row of steps that build on each other.
    maxWorkers: kind === 'test' ? 3 : 1,
    // A worker reads what its files share once.
    isolate: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
