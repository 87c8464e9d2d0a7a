// A platform of its own for a test: the built server on a free port, over a copy of the demonstration cluster.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { program } from './paths';

export type Platform = { address: string; stop: () => Promise<void> };

// The server prints the address that it serves once it accepts connections.
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const read = (chunk: Buffer) => {
      seen += chunk.toString();
      const address = /https?:\/\/127\.0\.0\.1:\d+/.exec(seen)?.[0];
      if (address) resolve(address);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it served:\n${seen}`)),
    );
  });
}

// Of all demonstration accounts; the server announces it.
export async function demonstrationPassword(platform: Platform): Promise<string> {
  const answer = await fetch(`${platform.address}/api/v1/demonstration`);
  const { password } = (await answer.json()) as { password: string };
  return password;
}

// With settings of its own where a test needs them.
export async function startPlatform(...settings: readonly string[]): Promise<Platform> {
  const data = mkdtempSync(join(tmpdir(), 'dengyun-browser-'));
  cpSync(inject('cluster'), data, { recursive: true });
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', ...settings]);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const address = await addressOf(server);
  return {
    address,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
