// How Chromium is started: as its headless shell, which has the whole engine and no window, and costs less.
import type { LaunchOptions } from 'playwright-core';

export function chromiumOptions(more: readonly string[] = []): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  };
}
