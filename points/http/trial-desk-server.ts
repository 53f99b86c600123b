/** Trial desk server: the feed and the desk over a real point service on a free port, with two people who walked. For this folder's tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskRoutes, type DeskAnswer, type DeskBody, type DeskRouteName } from '../../contract/desk.ts';
import type { DayCurve } from '../../contract/day-curve.ts';
import { silentLog } from '../../runtime/log.ts';
import type { Points } from '../points.ts';
import { dayTotal, participantId, plainDate, TrialDisk, walker } from '../trial-points.ts';
import { noEvidence, type DeskEvidence } from './desk-evidence.ts';
import { pointsAnswers } from './desk/points-answers.ts';
import { NumbersOnly } from './numbers-only.ts';
import { PointsServer, type PointsServerOptions } from './points-server.ts';
import { AnsweredMessages } from './answered-messages.ts';
import { ask, trialSecret, type HttpAnswer } from './trial-server.ts';

export interface DeskQuestion<Name extends DeskRouteName> {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: DeskBody<Name>;
  /** In place of those a page of this server would send. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class TrialDeskServer implements AsyncDisposable {
  readonly disk: TrialDisk;
  readonly points: Points;
  readonly server: PointsServer;
  readonly folder = mkdtempSync(join(tmpdir(), 'ayumi-desk-'));

  private constructor(disk: TrialDisk, points: Points, evidence: DeskEvidence, options: Partial<PointsServerOptions>) {
    this.disk = disk;
    this.points = points;
    this.server = new PointsServer({
      clock: disk.clock,
      log: silentLog,
      isReady: () => true,
      feed: { target: points, answered: new AnsweredMessages(points.books.database), secrets: [trialSecret] },
      desk: { answers: pointsAnswers(points, new NumbersOnly(points.books), evidence), pageFolder: this.folder },
      ...options,
    });
  }

  /** P-0001 walks with a pedometer since October, P-0002 has a paper card. `options` may take the place of any of its own. */
  static async start(
    options: Partial<PointsServerOptions> = {},
    evidence: DeskEvidence = noEvidence,
    isBuilt = false,
  ): Promise<TrialDeskServer> {
    const disk = new TrialDisk();
    const points = await disk.open();
    points.enrol([
      { participant: walker, birthYear: 1948, birthDate: null, pedometerFrom: plainDate('2026-10-01') },
      { participant: participantId('P-0002'), birthYear: 1950, birthDate: null, pedometerFrom: null },
    ]);
    points.accept([
      dayTotal({ steps: 6214 }),
      dayTotal({ date: '2026-11-19', steps: 12_000, state: 'final' }),
      dayTotal({ date: '2026-11-18', steps: 9000, state: 'held' }),
    ]);
    const trial = new TrialDeskServer(disk, points, evidence, options);
    if (isBuilt) trial.#buildPage();
    await trial.server.start(new AbortController().signal);
    return trial;
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  /** As a page of this server asks. */
  send<Name extends DeskRouteName>(name: Name, question: DeskQuestion<Name> = {}): Promise<HttpAnswer> {
    const { path = {}, query = {}, body, headers } = question;
    const { method, path: pattern } = deskRoutes[name];
    const filled = pattern.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(path[key] ?? ''));
    const asked = new URLSearchParams(query).toString();
    const own = { origin: this.server.url.slice(0, -1), 'sec-fetch-site': 'same-origin' };
    return ask(this.port, method, asked === '' ? filled : `${filled}?${asked}`, {
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(headers ?? own) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The answer, which has to be as the contract says. */
  async ask<Name extends DeskRouteName>(name: Name, question: DeskQuestion<Name> = {}): Promise<DeskAnswer<Name>> {
    const answer = await this.send(name, question);
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`);
    return deskRoutes[name].answer.parse(answer.body) as unknown as DeskAnswer<Name>;
  }

  /** How many rows all tables have together: unchanged where nothing was written. */
  get rowsCount(): number {
    const { database } = this.points.books;
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.reduce((sum, { name }) => {
      const row = database.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get();
      return sum + Number(row?.['n']);
    }, 0);
  }

  #buildPage(): void {
    mkdirSync(join(this.folder, 'assets'));
    writeFileSync(join(this.folder, 'desk.html'), '<!doctype html><title>desk</title>');
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>live</title>');
    writeFileSync(join(this.folder, 'assets', 'desk-1a2b.js'), 'export {};');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await this.points[Symbol.asyncDispose]();
    this.disk[Symbol.dispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Hours of a day: 8 to 11 and 16 to 17. */
export const curveOf = (participant: string, date: string, perHour: number): DayCurve => ({
  participant: participantId(participant),
  date: plainDate(date),
  buckets: [8, 9, 10, 16].map((hour) => ({
    device: dayTotalDevice,
    fromMinute: hour * 60,
    minutes: 60,
    steps: perHour,
  })),
});
const dayTotalDevice = 'AYM-000012' as DayCurve['buckets'][number]['device'];
