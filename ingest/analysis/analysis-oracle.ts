/** Analysis oracle: the same questions asked of the tables themselves, slowly and plainly. For this room's tests. */
import type { DatabaseSync } from 'node:sqlite';
import { peopleMin } from '../../contract/analysis-terms.ts';
import { decodeRuns } from '../day-block.ts';
import { holderOf } from '../attribution.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { LocalDays } from '../local-days.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import type { AskedFilter } from './chosen.ts';

export interface OracleDay {
  readonly participant: string;
  readonly date: string;
  readonly steps: number;
  readonly state: string;
  readonly trust: string;
  /** Days until the visit that brought it first. */
  readonly lag: number;
}

const bands = ['under-65', '65-69', '70-74', '75-79', '80-84', '85-and-over'];
const dayMs = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const dateAfter = (date: string, days: number): string =>
  new Date((dayOf(date) + days) * dayMs).toISOString().slice(0, 10);

export class AnalysisOracle {
  readonly #database: DatabaseSync;
  readonly #zone: string;

  constructor(database: DatabaseSync, zone: string) {
    this.#database = database;
    this.#zone = zone;
  }

  bandOf(birthYear: number, date: string): string {
    // Born on the last day of the year, as nobody knows better.
    const age = Number(date.slice(0, 4)) - birthYear - (date.slice(5) >= '12-31' ? 0 : 1);
    return age < 65 ? 'under-65' : (bands[Math.min(5, 1 + Math.floor((age - 65) / 5))] ?? '');
  }

  /** Centre and birth by participant. */
  people(): readonly { readonly id: string; readonly centre: string; readonly birthYear: number }[] {
    return this.#database
      .prepare('SELECT id, centre, birth_year AS birthYear FROM participant ORDER BY id')
      .all() as unknown as readonly { readonly id: string; readonly centre: string; readonly birthYear: number }[];
  }

  /** Those a filter lets through, centres given as the real ones they stand for. */
  chosen({ to, ages = [] }: AskedFilter, centres: readonly string[]): ReadonlySet<string> {
    const its = this.people().filter(
      ({ centre, birthYear }) =>
        centres.includes(centre) &&
        (ages.length === 0 || (ages as readonly string[]).includes(this.bandOf(birthYear, to))),
    );
    return new Set(its.map(({ id }) => id));
  }

  /** Which days may enter an answer (atoms.ts), where it is about one. */
  isTold: (participant: string, date: string) => boolean = () => true;

  days(from: string, to: string, people: ReadonlySet<string>): readonly OracleDay[] {
    return this.allDays(from, to, people).filter(({ participant, date }) => this.isTold(participant, date));
  }

  allDays(from: string, to: string, people: ReadonlySet<string>): readonly OracleDay[] {
    this.#days ??= this.#read();
    return this.#days.filter(({ participant, date }) => date >= from && date <= to && people.has(participant));
  }

  #days: readonly OracleDay[] | undefined;

  #read(): readonly OracleDay[] {
    const rows = this.#database
      .prepare(
        `SELECT t.participant, t.date, t.steps, t.state, t.trust, (
            SELECT r.synced_on FROM day_revision r WHERE r.participant = t.participant AND r.date = t.date AND r.revision > (
              SELECT coalesce(max(e.revision), 0) FROM day_revision e
               WHERE e.participant = t.participant AND e.date = t.date AND e.devices = '')
            ORDER BY r.revision LIMIT 1) AS synced
           FROM day_total t WHERE t.devices <> '' OR t.trust = 'unsigned'`,
      )
      .all();
    return rows.map(
      (row) => ({ ...row, lag: dayOf(String(row['synced'])) - dayOf(String(row['date'])) }) as unknown as OracleDay,
    );
  }

  /** With a pedometer on loan at some time of the dates. */
  lent(from: string, to: string, people: ReadonlySet<string>): ReadonlySet<string> {
    const days = new LocalDays(this.#zone);
    const [startMs, endMs] = [days.of(from as PlainDateText).startMs, days.of(to as PlainDateText).endMs];
    const rows = this.#database
      .prepare('SELECT DISTINCT participant FROM loan WHERE from_ms < ? AND (to_ms IS NULL OR to_ms > ?)')
      .all(endMs, startMs);
    return new Set(rows.map((row) => String(row['participant'])).filter((id) => people.has(id)));
  }

  /** Whose pedometer was read. */
  came(from: string, to: string, people: ReadonlySet<string>): ReadonlySet<string> {
    const rows = this.#database
      .prepare('SELECT DISTINCT participant FROM centre_visit WHERE date BETWEEN ? AND ?')
      .all(from, to);
    return new Set(rows.map((row) => String(row['participant'])).filter((id) => people.has(id)));
  }

  /** Steps by weekday (0 Monday) and hour, with everybody behind them; whom they count for is said by `counts`. */
  hours(from: string, to: string, counts: (participant: string, date: string) => boolean) {
    const local = new LocalDays(this.#zone);
    const days = new Map<string, Float64Array>();
    const rows = this.#database
      .prepare("SELECT date, device, runs FROM day_block WHERE date <> '' AND date BETWEEN ? AND ?")
      .all(from, to);
    for (const { date, device, runs } of rows)
      for (const run of decodeRuns(runs as Uint8Array))
        run.steps.forEach((steps, i) => {
          const startMs = run.startMs + i * run.bucketSeconds * 1000;
          const endMs = startMs + run.bucketSeconds * 1000;
          const holder = holderOf(startMs, endMs, this.#loansOf(String(device)));
          if (holder.kind !== 'participant' || steps === stepsNotRecorded || !counts(holder.participant, String(date)))
            return;
          const hour = Math.floor(((startMs + endMs) / 2 - local.of(date as PlainDateText).startMs) / 3_600_000);
          const key = `${holder.participant} ${String(date)}`;
          const its = days.get(key) ?? new Float64Array(24);
          its[Math.min(23, hour)] = (its[Math.min(23, hour)] ?? 0) + steps;
          days.set(key, its);
        });
    const walked: (readonly [participant: string, date: string])[] = [];
    const map = Array.from({ length: 7 }, () => ({ sums: new Float64Array(24), days: 0, people: new Set<string>() }));
    for (const [key, its] of days) {
      if (its.every((steps) => steps === 0)) continue;
      const [participant = '', date = ''] = key.split(' ');
      walked.push([participant, date]);
      const weekday = map[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
      if (weekday === undefined) continue;
      its.forEach((steps, hour) => (weekday.sums[hour] = (weekday.sums[hour] ?? 0) + steps));
      weekday.days += 1;
      weekday.people.add(participant);
    }
    return { map, walked };
  }

  /** People by the dates on which an hour of theirs was not recorded, and on which their pedometer began another epoch. */
  mishaps(from: string, to: string, people: ReadonlySet<string>) {
    const local = new LocalDays(this.#zone);
    const gaps = new Set<string>();
    const swaps: string[] = [];
    const rows = this.#database
      .prepare("SELECT date, device, runs FROM day_block WHERE date <> '' AND date BETWEEN ? AND ?")
      .all(from, to);
    for (const { date, device, runs } of rows) {
      const day = local.of(date as PlainDateText);
      for (const run of decodeRuns(runs as Uint8Array)) {
        const whose = (i: number): string | undefined => {
          const startMs = run.startMs + i * run.bucketSeconds * 1000;
          const holder = holderOf(startMs, startMs + run.bucketSeconds * 1000, this.#loansOf(String(device)));
          return holder.kind === 'participant' && people.has(holder.participant) ? holder.participant : undefined;
        };
        for (const [i, steps] of run.steps.entries())
          if (steps === stepsNotRecorded && whose(i) !== undefined) gaps.add(`${whose(i) ?? ''} ${String(date)}`);
        const begunMs = run.startMs - run.startSeconds * 1000;
        const begins = run.epoch > 1 && run.startSeconds === 0 && begunMs >= day.startMs && begunMs < day.endMs;
        const whom = whose(0);
        if (begins && whom !== undefined) swaps.push(whom);
      }
    }
    return {
      gaps: gaps.size,
      gapPeople: new Set([...gaps].map((key) => key.split(' ')[0])).size,
      swaps: swaps.length,
      swapPeople: new Set(swaps).size,
    };
  }

  readonly #loans = new Map<string, Parameters<typeof holderOf>[2]>();

  #loansOf(device: string): Parameters<typeof holderOf>[2] {
    const known = this.#loans.get(device);
    if (known !== undefined) return known;
    const rows = this.#database
      .prepare('SELECT participant, from_ms AS fromMs, to_ms AS toMs FROM loan WHERE device = ?')
      .all(device);
    this.#loans.set(device, rows as unknown as Parameters<typeof holderOf>[2]);
    return rows as unknown as Parameters<typeof holderOf>[2];
  }
}

/** Shown and right, or hidden because there are too few, or hidden with something that is. */
export const agrees = (shown: number | null, right: number, people: number): boolean =>
  shown === null || (Math.abs(shown - right) < 1e-9 && !(people > 0 && people < peopleMin));

/** Of the days that may enter, as the analysis hands them to the points. */
export const isTold = (
  { first, days }: { readonly first: number; readonly days: Uint8Array },
  dayNumber: number,
): boolean => days[dayNumber - first] === 1;
