// A platform of its own for a test: the built server on a free port, over a copy of the demonstration cluster.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { program } from './paths';

// A command of the program, and what it reads.
export type Command = { words: readonly string[]; input?: string };
export type Platform = {
  address: string;
  // The folder with its database and its outbox of mail.
  data: string;
  // Runs commands while the server rests; it serves the same address afterwards. Answers what they said.
  pause: (...commands: readonly Command[]) => Promise<string[]>;
  stop: () => Promise<void>;
};

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
  const serve = async (listen: string) => {
    const server = spawn(program, ['serve', '--data', data, '--listen', listen, ...settings]);
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    return { server, ended, address: await addressOf(server) };
  };
  let now = await serve('127.0.0.1:0');
  const { address } = now;
  const end = async () => {
    now.server.kill('SIGTERM');
    await now.ended;
  };
  return {
    address,
    data,
    pause: async (...commands) => {
      await end();
      const told = commands.map(({ words, input }) =>
        execFileSync(program, [...words, '--data', data], { input: input ?? '', encoding: 'utf8' }),
      );
      now = await serve(new URL(address).host);
      return told;
    },
    stop: async () => {
      await end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
