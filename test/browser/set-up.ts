// What all browser tests share, made once: a Chromium, and a folder with the demonstration cluster that each platform
// copies.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromiumOptions } from './chromium';
import { program } from './paths';

declare module 'vitest' {
  export interface ProvidedContext {
    // Where its door is: a WebSocket.
    chromium: string;
    cluster: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(program)) throw new Error(`${program} is missing: build it first`);
  const cluster = mkdtempSync(join(tmpdir(), 'dengyun-browser-'));
  execFileSync(program, ['demo', '--data', cluster], { stdio: 'pipe' });
  const server = await chromium.launchServer(chromiumOptions());
  project.provide('chromium', server.wsEndpoint());
  project.provide('cluster', cluster);
  return async () => {
    await server.close();
    rmSync(cluster, { recursive: true, force: true });
  };
}
