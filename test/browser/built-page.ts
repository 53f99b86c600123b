/** Built page: the pages as they ship, and a Chromium to see them with. */
import { chromium, type Browser } from 'playwright-core';
import { FixtureTown } from '../../dashboards/fixture/fixture-town.ts';
import { LiveServer } from '../../ingest/live/live-server.ts';
import type { Clock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { builtPages } from './page-build.ts';

/** Nothing but the page: no first-run pages, updates or services of its own. */
const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class BuiltPage implements AsyncDisposable {
  readonly folder: string;
  readonly browser: Browser;

  private constructor(folder: string, browser: Browser) {
    this.folder = folder;
    this.browser = browser;
  }

  static async open(server: FoundServer): Promise<BuiltPage> {
    const folder = await builtPages();
    const browser = await chromium.launch({ executablePath: server.path, args: chromiumFlags });
    return new BuiltPage(folder, browser);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

/** A Saturday afternoon that does not pass, while real waiting goes on as ever. */
export const stillClock: Clock = {
  wallMs: () => Date.parse('2026-11-21T05:12:00.000Z'),
  monotonicMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((wake) => {
      const timer = setTimeout(wake, durationMs);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        wake();
      });
    }),
};

export const townOf = (people: number): FixtureTown => new FixtureTown({ seed: 7, clock: stillClock, people });

export const serveTown = async (town: FixtureTown, folder: string, port = 0): Promise<LiveServer> => {
  const server = new LiveServer({ source: town, clock: stillClock, log: silentLog, pageFolder: folder, port });
  await server.start(new AbortController().signal);
  return server;
};
