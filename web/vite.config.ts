// The build and the development server of the web app.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { isPrecached } from './src/worker/rules.ts';

const server = process.env.DENGYUN_SERVER ?? 'http://127.0.0.1:8080';
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const worker = 'service-worker';

// Tells the service worker which files this version of the app has: those that are there when all is written.
function listFiles(): Plugin {
  return {
    name: 'list-files',
    writeBundle(options, bundle) {
      const folder = options.dir ?? here('./dist');
      const chunk = bundle[`${worker}.js`];
      if (chunk?.type !== 'chunk') throw new Error('the service worker is not in the bundle');
      if (chunk.imports.length > 0) throw new Error('the service worker must stand alone');
      const written = readdirSync(folder, { recursive: true }).map((name) => `/${String(name)}`);
      const files = ['/', ...written.filter(isPrecached).sort()];
      const version = createHash('sha256').update(readFileSync(join(folder, 'index.html')));
      const text = chunk.code
        .replace('__FILES__', JSON.stringify(files))
        .replace('__VERSION__', version.update(files.join()).digest('hex').slice(0, 12));
      writeFileSync(join(folder, `${worker}.js`), text);
    },
  };
}

// By its own word the package gives everybody its build for developers.
const routerForUsers = [
  { find: /^react-router$/, replacement: here('./node_modules/react-router/dist/production/index.mjs') },
  {
    find: /^react-router\/dom$/,
    replacement: here('./node_modules/react-router/dist/production/dom-export.mjs'),
  },
];

// Many small files are many answers to take, so that what is needed together comes as one: what the first page needs; the
// components that ten pages share; the kit, but for what few pages draw with; what the pages of a module share.
const isOfEveryPage =
  /vite\/preload-helper|node_modules\/(react|react-dom|react-router|scheduler|openapi-fetch|@tanstack\/[a-z-]+)\/|src\/kit\/(api\/|i18n|session|demonstration|page\.tsx|texts\/common|form\/problem-notice)/;
const isOfComponents = /node_modules\/(antd|@ant-design|@rc-component|dayjs)\//;
const isOfKit = /src\/kit\/(?!chart|map|scan)/;
const moduleOf = (id: string) => /src\/modules\/([^/]+)/.exec(id)?.[1] ?? null;

export default defineConfig({
  plugins: [react(), listFiles()],
  resolve: {
    alias: [
      { find: '@', replacement: here('./src') },
      { find: '@reference', replacement: here('../modules/reference/data') },
      ...routerForUsers,
    ],
  },
  build: {
    // The policy of the server forbids data: scripts and fonts; small pictures may stay inline.
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Charts with their map, and the reader of bar codes, come alone and only to pages that need them.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: here('./index.html'), [worker]: here('./src/worker/service-worker.ts') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: isOfEveryPage, priority: 3 },
            { name: 'components', test: isOfComponents, priority: 2, minShareCount: 10 },
            { name: 'kit', test: isOfKit, priority: 1, minShareCount: 2 },
            { name: moduleOf, minShareCount: 2 },
          ],
        },
        // The service worker governs what lies below its own address.
        entryFileNames: ({ name }) => (name === worker ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: [here('.'), here('../modules/reference/data')] },
    // A pattern: "/api" alone would take the page /api-keys too.
    proxy: { '^/api/': { target: server, ws: true } },
  },
  test: {
    environment: 'node',
    // One process reads the app's modules once for all files; what a test puts in a global's place is gone after it.
    isolate: false,
    unstubGlobals: true,
    setupFiles: ['src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
