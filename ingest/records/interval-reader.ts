/** Interval reader: what the pedometers counted, bucket by bucket, for whoever had them then; a few pedometers' days at a time. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayState, Trust } from '../../contract/day-total.ts';
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { holderOf, wholeHolder } from '../attribution.ts';
import { decodeRuns, runEndMs, type Run } from '../day-block.ts';
import type { Loan, LoanBook } from '../loan-book.ts';
import { CentreOf } from './centre-of.ts';
import type { RecordPage, RecordPlace, RecordReader, RecordScope } from './record-page.ts';

export interface RecordedInterval {
  readonly participant: ParticipantId;
  readonly device: DeviceSerial;
  readonly date: PlainDateText;
  readonly startMs: number;
  readonly seconds: number;
  readonly steps: number;
  /** Of its day; `open` also while the interval itself goes on. */
  readonly state: DayState;
  readonly trust: Trust;
}

/** Of an ordinary pedometer. */
const bucketsPerBlock = 24;

export class IntervalReader implements RecordReader<RecordedInterval> {
  readonly #book: Pick<LoanBook, 'loansOfDevice'>;
  readonly #all: StatementSync;
  readonly #ofOne: StatementSync;
  readonly #state: StatementSync;
  readonly #centreOf: CentreOf;

  constructor(database: DatabaseSync, book: Pick<LoanBook, 'loansOfDevice'>) {
    this.#book = book;
    const blocks = 'SELECT date, device, runs FROM day_block WHERE (date, device) > (:date, :device) AND date <= :to';
    this.#all = database.prepare(`${blocks} ORDER BY date, device LIMIT :limit`);
    this.#ofOne = database.prepare(
      `${blocks} AND device IN (SELECT device FROM loan WHERE participant = :participant)
        ORDER BY date, device LIMIT :limit`,
    );
    this.#state = database.prepare('SELECT state FROM day_total WHERE date = ? AND participant = ?');
    this.#centreOf = new CentreOf(database);
  }

  page(scope: RecordScope, after: RecordPlace | undefined, rowsMax: number): RecordPage<RecordedInterval> {
    const limit = Math.max(1, Math.floor(rowsMax / bucketsPerBlock));
    const [afterDate, device] = after ?? [scope.from, ''];
    const { to, participant } = scope;
    const asked = { date: afterDate < scope.from ? scope.from : afterDate, device, to, limit };
    const blocks = participant === null ? this.#all.all(asked) : this.#ofOne.all({ ...asked, participant });
    const fits = this.#centreOf.fits(scope);
    const stateOf = this.#states();
    const rows: RecordedInterval[] = [];
    for (const block of blocks) {
      const [date, serial] = [block['date'] as PlainDateText, block['device'] as DeviceSerial];
      const loans = this.#book.loansOfDevice(serial);
      for (const run of decodeRuns(block['runs'] as Uint8Array)) {
        for (const { holder, ...counted } of countedOf(run, loans)) {
          if (!fits(holder)) continue;
          const state = counted.isOpen ? 'open' : stateOf(date, holder);
          const { startMs, steps } = counted;
          const trust = run.signed ? 'signed' : 'unsigned';
          rows.push({
            participant: holder,
            device: serial,
            date,
            startMs,
            seconds: run.bucketSeconds,
            steps,
            state,
            trust,
          });
        }
      }
    }
    const last = blocks.length < limit ? undefined : blocks.at(-1);
    return { rows, next: last === undefined ? undefined : [String(last['date']), String(last['device'])] };
  }

  /** The state of a person's day, asked once for each of a page. */
  #states(): (date: PlainDateText, participant: ParticipantId) => DayState {
    const known = new Map<string, DayState>();
    return (date, participant) => {
      const key = `${date} ${participant}`;
      const state = known.get(key) ?? ((this.#state.get(date, participant)?.['state'] ?? 'open') as DayState);
      known.set(key, state);
      return state;
    };
  }
}

interface CountedBucket {
  readonly holder: ParticipantId;
  readonly startMs: number;
  readonly steps: number;
  readonly isOpen: boolean;
}

/** Buckets that were recorded and are somebody's: what lies between two people is nobody's. */
const countedOf = (run: Run, loans: readonly Loan[]): readonly CountedBucket[] => {
  const bucketMs = run.bucketSeconds * 1000;
  const whole = wholeHolder(run.startMs, runEndMs(run), loans);
  const counted: CountedBucket[] = [];
  run.steps.forEach((steps, i) => {
    if (steps === stepsNotRecorded) return;
    const startMs = run.startMs + i * bucketMs;
    const holder = whole ?? personOf(startMs, startMs + bucketMs, loans);
    const isOpen = run.lastOpen && i === run.steps.length - 1;
    if (holder !== undefined) counted.push({ holder, startMs: Math.round(startMs / 1000) * 1000, steps, isOpen });
  });
  return counted;
};

const personOf = (startMs: number, endMs: number, loans: readonly Loan[]): ParticipantId | undefined => {
  const holder = holderOf(startMs, endMs, loans);
  return holder.kind === 'participant' ? holder.participant : undefined;
};
