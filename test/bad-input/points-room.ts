/** Points room: a ledger in use behind its three doors (the desk's and the feed's address, the program's commands), and all that its disk holds. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { claimBody, signed, youth } from '../../points/desk/trial-desk.ts';
import { TrialDeskServer } from '../../points/http/trial-desk-server.ts';
import { ask, signed as sealed, trialSecret } from '../../points/http/trial-server.ts';
import { dayTotal, participantId, plainDate, walker } from '../../points/trial-points.ts';
import type { CodeOrder } from '../../points/codes/codes.ts';

/** What whoever asked is told. */
export interface Told {
  /** Of HTTP, or the exit code of a command. */
  readonly status: number;
  readonly text: string;
}

/** Answers to what was asked are kept, whatever they are: they are no part of the ledger. */
const answersKept = ['request', 'answered_message'];
/** Has paper points, and a pedometer since. */
export const mover = participantId('P-0002');
/** Of the health check that `walker` has claimed already. */
export const usedRequest = '0193f0c4-0000-7000-8000-000000000001';

export class PointsRoom implements AsyncDisposable {
  readonly trial: TrialDeskServer;
  readonly expired: string;
  readonly valid: string;

  private constructor(trial: TrialDeskServer, expired: string, valid: string) {
    this.trial = trial;
    this.expired = expired;
    this.valid = valid;
  }

  static async open(): Promise<PointsRoom> {
    const trial = await TrialDeskServer.start();
    const { points, disk } = trial;
    points.desk.claims.record(claimBody(signed(usedRequest)));
    points.desk.claims.record(claimBody({ participant: mover, date: '2026-11-05', evidence: 'stamp' }));
    const enrolled = { birthYear: 1950, birthDate: null, pedometerFrom: plainDate('2026-11-10') };
    const young = { birthYear: 2008, birthDate: plainDate('2008-11-30'), pedometerFrom: plainDate('2026-04-01') };
    points.enrol([
      { participant: mover, ...enrolled },
      { participant: youth, ...young },
    ]);
    points.accept([2, 3].map((revision) => dayTotal({ date: '2026-11-17', revision, steps: revision * 2000 })));
    const code = (day: string): string => {
      const valid: CodeOrder['valid'] = { kind: 'dates', from: plainDate(day), to: plainDate(day) };
      const order = { kind: 'venue', activity: 'city-event', place: '保健センター', valid, count: 1 } as const;
      const issued = points.desk.codes.issue({ ...order, actor: '佐藤' }, disk.clock.wallMs());
      return (issued.kind === 'issued' ? issued.slips[0]?.token : undefined) ?? 'none was issued';
    };
    const valid = code('2026-11-21');
    disk.clock.jumpTo(Date.parse('2026-11-20T12:00:00+09:00'));
    const expired = code('2026-11-20');
    disk.clock.jumpTo(Date.parse('2026-11-21T12:00:00+09:00'));
    return new PointsRoom(trial, expired, valid);
  }

  /** As the desk's own page sends, unless headers say otherwise. */
  async desk(path: string, body: string | object, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    const own = { origin: this.trial.server.url.slice(0, -1), 'sec-fetch-site': 'same-origin' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...own, ...headers };
    return ask(this.trial.port, 'POST', `/api/desk/${path}`, { headers: all, body: text });
  }

  /** Signed with the secret agreed on, unless headers say otherwise. */
  async feed(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    const atMs = this.trial.disk.clock.wallMs();
    const message = sealed(body, {
      id: `msg_${createHash('sha256').update(body).digest('hex')}`,
      atMs,
      secret: trialSecret,
    });
    return ask(this.trial.port, 'POST', '/v1/day-totals', { headers: { ...message.headers, ...headers }, body });
  }

  /** `ayumi …words`, with this ledger's folder as `--data` where it says `DATA`. */
  command(...words: readonly string[]): Promise<Told> {
    const program = join(import.meta.dirname, '../../ayumi.ts');
    const folder = dirname(this.trial.disk.path);
    const args = words.map((word) => (word === 'DATA' ? folder : word));
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...args], { timeout: 25_000 }, (error, out, err) =>
        resolve({ status: error === null ? 0 : Number(error.code), text: `${out}${err}` }),
      );
    });
  }

  /** A digest of every row of every table, but of the answers kept. */
  get tables(): Readonly<Record<string, string>> {
    using database = new DatabaseSync(this.trial.disk.path, { readOnly: true });
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    const digests: Record<string, string> = {};
    for (const name of names.map((row) => String(row['name'])).filter((each) => !answersKept.includes(each))) {
      const digest = createHash('sha256');
      for (const row of database.prepare(`SELECT * FROM "${name}"`).iterate()) {
        const bytes = Object.entries(row).map(([key, value]) => [
          key,
          value instanceof Uint8Array ? value.toHex() : value,
        ]);
        digest.update(JSON.stringify(bytes, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));
      }
      digests[name] = digest.digest('hex');
    }
    return digests;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.trial[Symbol.asyncDispose]();
  }
}

/** A claim of `walker` as it is sent, save for what is said otherwise. */
export const claimOf = (parts: object = {}): object => ({ ...claimBody({ participant: walker }), ...parts });
