/** A cloud with everything switched on, over a night on a full disk: alive all the time, and with room again everything is done. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysisPaths } from '../../../contract/analysis-paths.ts';
import { jobsPaths } from '../../../contract/jobs-paths.ts';
import { jobsSchema } from '../../../contract/jobs.ts';
import { influx1Arguments } from '../../../ingest/series/influx1-server.ts';
import { describeUnless, findServer, freePort, lackOf, TestServer } from '../../../runtime/test-server.ts';
import { expectAllIsRight } from './expect-right.ts';
import { SmallDisk } from './small-disk.ts';
import { TrialRoom } from './trial-room.ts';

/** A backup wants room to spare. */
const diskBytes = 192 * 1024 * 1024;
/** An hour of the town passes in a second: all of a night's jobs fall due within half a minute. */
const factor = 3_600;
/** A machine that does much else is a second late now and then. */
const clockErrorMs = 2_000 * factor;
/** All of a night's jobs fall due within it. */
const dayMs = 24 * 3_600_000;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => room[Symbol.dispose]());

describeUnless(SmallDisk.lack() ?? lackOf('influxd'), 'a full disk with everything switched on', () => {
  test('ends nothing, is told once by each, and leaves nothing undone', async () => {
    using disk = new SmallDisk(join(room.directory, 'c'), diskBytes);
    await using influx = await TestServer.start(findServer('influxd') ?? { path: '' }, influx1Arguments());
    const [httpPort, deskPort] = [await freePort(), await freePort()];
    const cloudConfig = {
      ...{ http: { port: httpPort }, desk: { port: deskPort }, logLevel: 'error' },
      series: [{ kind: 'influx1', name: 'charts', url: `http://127.0.0.1:${influx.place.port}` }],
    };
    const settings = { data: { cloud: join(disk.path, 'd') }, town: { factor }, clockErrorMs, cloudConfig };
    const end = await room.trial('full', settings, async (trial) => {
      trial.start('both');
      await trial.connected();
      await trial.everybodyVisits();
      await trial.everythingIsSent();
      const enough = new AbortController();
      const crowd = trial.peopleComeAndGo(enough.signal);
      const cloud = new Asked(httpPort, deskPort);
      try {
        await trial.until('the analysts are answered', async () => (await cloud.analysis()) === 200);

        disk.fill();
        trial.tell('disk full');
        const fullMs = trial.town.nowMs();
        await trial.until('it is no place to send to', async () => (await cloud.readiness()) === 503);
        await trial.until('the night is over', async () => {
          disk.fill();
          expect(await cloud.health()).toBe(200);
          expect(await cloud.analysis()).toBe(200);
          return trial.town.nowMs() > fullMs + dayMs;
        });
        expect(trial.waiting).toBeGreaterThan(0);
        expect(trial.deceived()).toEqual([]);
        const complaints = trial.cloud.complaints.split('\n').filter((line) => line.includes('it is tried again'));
        trial.tell(complaints.join('\n'));
        expect(new Set(complaints.map(messageOfLine)).size).toBe(complaints.length);
        expect(complaints.length).toBeGreaterThan(1);

        disk.free();
        trial.tell('room again');
        await trial.until('every job of the night is done', async () => {
          const { jobs } = await cloud.jobs();
          return jobs.length > 5 && jobs.every(({ hasFailed, lastDoneAt }) => !hasFailed && lastDoneAt !== null);
        });
      } finally {
        enough.abort();
        await crowd;
      }
      await trial.everythingIsSent();
      await trial.until('every day is in the charts', () => cloud.isInCharts());
      await trial.fairDay();
    });
    expectAllIsRight(end);
  }, 200_000);
});

const messageOfLine = (line: string): unknown => (JSON.parse(line) as { readonly msg?: unknown }).msg;

/** A cloud's pages, as those ask them who look after it. */
class Asked {
  readonly #live: string;
  readonly #desk: string;

  constructor(httpPort: number, deskPort: number) {
    this.#live = `http://127.0.0.1:${httpPort}`;
    this.#desk = `http://127.0.0.1:${deskPort}`;
  }

  health(): Promise<number> {
    return statusOf(`${this.#live}/healthz`);
  }

  readiness(): Promise<number> {
    return statusOf(`${this.#live}/readyz`);
  }

  analysis(): Promise<number> {
    return statusOf(this.#desk + analysisPaths.terms);
  }

  async isInCharts(): Promise<boolean> {
    const figures = await (await answerOf(`${this.#live}/metrics`)).text();
    return /^ayumi_series_days_behind\{[^}]*\} 0$/m.test(figures);
  }

  async jobs() {
    return jobsSchema.parse(await (await answerOf(this.#desk + jobsPaths.jobs)).json());
  }
}

const answerMsMax = 20_000;
const answerOf = (url: string): Promise<Response> => fetch(url, { signal: AbortSignal.timeout(answerMsMax) });
const statusOf = async (url: string): Promise<number> => (await answerOf(url)).status;
