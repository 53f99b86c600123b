/** Register room: the clerk's server with the register of a real store behind it, and a page of that server that asks. */
import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { registerRoutes, type RegisterRouteName } from '../../contract/register.ts';
import { deskBesideCloud } from '../../commands/desk-beside-cloud.ts';
import { Fleet } from '../../ingest/fleet.ts';
import { ImportCarrier } from '../../ingest/imports/import-carrier.ts';
import { JobRunner } from '../../ingest/jobs/job-runner.ts';
import { zone } from '../../ingest/sample-cloud.ts';
import { SampleStore } from '../../ingest/sample-store.ts';
import type { PointsServer } from '../../points/http/points-server.ts';
import { ask, type HttpAnswer } from '../../points/http/trial-server.ts';
import type { Points } from '../../points/points.ts';
import { TrialDisk } from '../../points/trial-points.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { ServiceStack } from '../../runtime/service.ts';

export interface RoomQuestion {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** In place of those a page of this server would send. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class RegisterRoom implements AsyncDisposable {
  readonly sample = new SampleStore();
  readonly server: PointsServer;
  /** How often whoever tells the centres was told to look again. */
  lookedAgain = 0;
  readonly #stack = new ServiceStack();
  readonly #stop = new AbortController();
  readonly #disk: TrialDisk;
  readonly #logged: string[] = [];

  private constructor(disk: TrialDisk, points: Points, pageFolder: string | undefined) {
    this.#disk = disk;
    const clock = { ...systemClock, wallMs: () => this.sample.nowMs };
    const lines = new PassThrough();
    lines.on('data', (line: Buffer) => this.#logged.push(line.toString('utf8')));
    const { store } = this.sample;
    const jobs = new JobRunner({ database: store.database, clock, zone, log: silentLog, jobs: [] });
    const imports = new ImportCarrier(store);
    const carryOutImports = (): void => void imports.carryOut(this.#stop.signal);
    this.server = deskBesideCloud({
      points,
      cloud: { store, fleet: new Fleet(), jobs, lookAgain: () => this.lookedAgain++, imports, carryOutImports },
      clock,
      log: pino({ level: 'debug' }, lines),
      pageFolder: pageFolder ?? this.sample.folder,
      port: 0,
    });
  }

  /** `pageFolder`: of the built pages, where a browser is to see them. */
  static async open(pageFolder?: string): Promise<RegisterRoom> {
    const disk = new TrialDisk();
    const points = await disk.open();
    const room = new RegisterRoom(disk, points, pageFolder);
    room.#stack.adopt(points);
    await room.#stack.start(room.server, new AbortController().signal);
    return room;
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  /** All that was logged. */
  get log(): string {
    return this.#logged.join('');
  }

  send(name: RegisterRouteName, { id = '', query = {}, body, headers }: RoomQuestion = {}): Promise<HttpAnswer> {
    const { method, path } = registerRoutes[name];
    const filled = path.replaceAll(/:(\w+)/g, () => encodeURIComponent(id));
    const asked = new URLSearchParams(query).toString();
    const own = { origin: this.server.url.slice(0, -1), 'sec-fetch-site': 'same-origin' };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return ask(this.port, method, asked === '' ? filled : `${filled}?${asked}`, {
      headers: { ...type, ...(headers ?? own) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A change by 佐藤, under a number of its own. */
  change(name: RegisterRouteName, body: object, id = ''): Promise<HttpAnswer> {
    return this.send(name, { id, body: { actor: '佐藤', requestId: randomUUID(), ...body } });
  }

  /** How many rows all tables have together: unchanged where nothing was written. */
  get rowsCount(): number {
    const { database } = this.sample.store;
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.reduce((sum, { name }) => {
      const row = database.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get();
      return sum + Number(row?.['n']);
    }, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#stack[Symbol.asyncDispose]();
    this.sample[Symbol.dispose]();
    this.#disk[Symbol.dispose]();
  }
}
