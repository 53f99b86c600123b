/** Records room: the clerk's real server over a small cloud in which two people walked, with the built pages, and a browser at it. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { deskBesideCloud } from '../../commands/desk-beside-cloud.ts';
import { Fleet } from '../../ingest/fleet.ts';
import { ImportCarrier } from '../../ingest/imports/import-carrier.ts';
import { JobRunner } from '../../ingest/jobs/job-runner.ts';
import { SampleRecords } from '../../ingest/records/sample-records.ts';
import { zone } from '../../ingest/sample-cloud.ts';
import type { PointsServer } from '../../points/http/points-server.ts';
import { TrialDisk } from '../../points/trial-points.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { ServiceStack } from '../../runtime/service.ts';
import type { FoundServer } from '../../runtime/test-server.ts';
import { BuiltPage } from './built-page.ts';
import { deskWidth } from './desk-visit.ts';

export class RecordsRoom implements AsyncDisposable {
  readonly records = new SampleRecords();
  readonly server: PointsServer;
  /** What the browser complained about. */
  complaints: string[] = [];
  readonly #stack = new ServiceStack();
  readonly #disk: TrialDisk;
  readonly #built: BuiltPage;

  private constructor(disk: TrialDisk, points: Awaited<ReturnType<TrialDisk['open']>>, built: BuiltPage) {
    this.#disk = disk;
    this.#built = built;
    const { sample } = this.records;
    const { store } = sample;
    const clock = { ...systemClock, wallMs: () => sample.nowMs };
    const jobs = new JobRunner({ database: store.database, clock, zone, log: silentLog, jobs: [] });
    this.server = deskBesideCloud({
      points,
      cloud: {
        ...{ store, fleet: new Fleet(), jobs, lookAgain: () => undefined },
        ...{ imports: new ImportCarrier(store), carryOutImports: () => undefined },
      },
      clock,
      log: silentLog,
      pageFolder: built.folder,
      port: 0,
    });
    this.#stack.adopt(points);
  }

  static async open(chromium: FoundServer): Promise<RecordsRoom> {
    const built = await BuiltPage.open(chromium);
    const disk = new TrialDisk();
    const room = new RecordsRoom(disk, await disk.open(), built);
    await room.#stack.start(room.server, new AbortController().signal);
    return room;
  }

  /** `path` such as `docs` or `?page=records`. */
  async visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#built.browser.newContext({ viewport: deskWidth, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(this.server.url)) this.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(this.server.url + path);
    return page;
  }

  /** A page of the desk, once what it asked for has come. */
  async desk(query: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visit(query, options);
    await page.locator('h1').waitFor();
    await page.locator('.waiting').waitFor({ state: 'detached' });
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#built[Symbol.asyncDispose]();
    await this.#stack[Symbol.asyncDispose]();
    this.records[Symbol.dispose]();
    this.#disk[Symbol.dispose]();
  }
}
