// Browser tests: they drive the built server and its embedded web app, and lie in test/browser beside the other
// whole-server tests. Packages come from this folder.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
    // A time is measured alone: `test:budget`.
    include: [process.env.DENGYUN_BUDGET ? '**/*.budget.ts' : '**/*.test.ts'],
    // One server and one browser; a walk is a row of steps that build on each other.
    fileParallelism: false,
    bail: 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
