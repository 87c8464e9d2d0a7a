// A platform of its own for a test: the built server on a free port, over a temporary folder with the demonstration
// cluster in it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.DENGYUN_PROGRAM ?? join(checkout, 'build/dengyun');

export const screenshots = join(checkout, 'build/screenshots');

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

export async function startPlatform(): Promise<Platform> {
  if (!existsSync(program)) throw new Error(`${program} is missing: build it first`);
  const data = mkdtempSync(join(tmpdir(), 'dengyun-browser-'));
  execFileSync(program, ['demo', '--data', data], { stdio: 'pipe' });
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0']);
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
