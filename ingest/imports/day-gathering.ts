/** Day gathering: the rows in the book put together to days, each day held against what is known of it, and written down in parts for the journal. */
import { createHash } from 'node:crypto';
import {
  importLinesShownMax,
  type ImportAsk,
  type ImportDayClass,
  type ImportDifference,
} from '../../contract/imports-terms.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { dateOfEpochDay } from '../local-days.ts';
import { rowWords } from './fault-words.ts';
import { dayStepsMax } from './file-reading.ts';
import { FoundLines } from './found-lines.ts';
import type { BucketDay, DailyDay } from './import-fact.ts';
import type { ClassifiedDay, KnownDays } from './known-days.ts';
import type { KnownPeople } from './known-people.ts';
import type { BookedRow, RowBook } from './row-book.ts';

/** So that telling what a part comes to takes some milliseconds, and nobody's receipt waits for more. */
const partDaysMax = 100;
/** A day of minutes is 1,440 numbers: of those a part has fewer days, and its journal entry stays far below 1 MiB. */
const partNumbersMax = 15_000;
const bucketSecondsMin = 60;
const bucketSecondsMax = 3600;
const daySeconds = 86_400;

export interface DayGatheringParts {
  readonly ask: ImportAsk;
  readonly people: KnownPeople;
  readonly book: RowBook;
  readonly known: KnownDays;
  readonly faults: FoundLines;
  /** As the file's header says; of other buckets it is found. */
  readonly bucketSeconds: number | undefined;
}

export class DayGathering {
  readonly notes = new FoundLines();
  readonly differences: ImportDifference[] = [];
  readonly classes = new Map<ImportDayClass, number>();
  /** Days that would stand as the file says, by date. */
  readonly standing = new Map<PlainDateText, number>();
  differencesTotal = 0;
  people = 0;
  days = 0;
  parts = 0;
  firstDay = Infinity;
  lastDay = -Infinity;
  readonly #parts: DayGatheringParts;
  readonly #digest = createHash('sha256');
  #pending: (BucketDay | DailyDay)[] = [];
  #numbers = 0;

  constructor(parts: DayGatheringParts) {
    this.#parts = parts;
  }

  /** Stands for the source, the kind and every row. */
  get id(): string {
    return this.#digest.copy().digest('hex').slice(0, 32);
  }

  gather(): void {
    const { ask, people, book, faults } = this.#parts;
    this.#digest.update(JSON.stringify([ask.source, ask.kind]));
    const seconds = ask.kind === 'daily' ? daySeconds : (this.#parts.bucketSeconds ?? this.#leastDistance());
    if (seconds === undefined) return;
    people.ids.forEach((id, index) => {
      let isFirst = true;
      for (const rows of daysOf(book.of(index))) {
        if (isFirst) this.people += 1;
        isFirst = false;
        this.#take(id, rows, seconds);
      }
    });
    if (faults.total === 0) this.#close();
  }

  #take(participant: ParticipantId, rows: readonly [BookedRow, ...BookedRow[]], seconds: number): void {
    const { ask, known, faults } = this.#parts;
    const [{ day, line }] = rows;
    const steps = rows.reduce((sum, row) => sum + row.steps, 0);
    if (steps > dayStepsMax) faults.add(line, 'too-many-steps', () => rowWords.tooMany(steps, dayStepsMax));
    const date = dateOfEpochDay(day);
    const made = ask.kind === 'daily' ? { participant, date, steps } : bucketDayOf(participant, date, rows, seconds);
    if (made === undefined) faults.add(line, 'off-grid', () => rowWords.offGrid(seconds));
    if (made === undefined || faults.total > 0) return;
    this.days += 1;
    this.firstDay = Math.min(this.firstDay, day);
    this.lastDay = Math.max(this.lastDay, day);
    this.#note(participant, date, { steps, line }, known.classify(participant, date, ask.kind, steps));
    this.#put(made);
  }

  #note(
    participant: ParticipantId,
    date: PlainDateText,
    { steps, line }: { readonly steps: number; readonly line: number },
    { class: is, there }: ClassifiedDay,
  ): void {
    this.classes.set(is, (this.classes.get(is) ?? 0) + 1);
    if (is === 'fresh' || is === 'replaces') this.standing.set(date, (this.standing.get(date) ?? 0) + 1);
    if (is === 'pedometer') this.notes.add(line, 'pedometer', () => rowWords.pedometer(participant, date));
    if (there === undefined || is === 'fresh' || is === 'equal') return;
    this.differencesTotal += 1;
    if (this.differences.length < importLinesShownMax)
      this.differences.push({ participant, date, here: steps, there, with: is });
  }

  #put(day: BucketDay | DailyDay): void {
    const numbers = typeof day.steps === 'number' ? 1 : day.steps.length;
    if (this.#pending.length >= partDaysMax || this.#numbers + numbers > partNumbersMax) this.#close();
    this.#pending.push(day);
    this.#numbers += numbers;
  }

  #close(): void {
    if (this.#pending.length === 0) return;
    const body = new TextEncoder().encode(JSON.stringify(this.#pending));
    this.#digest.update(body);
    this.#parts.book.addPart(this.parts, body);
    this.parts += 1;
    this.#pending = [];
    this.#numbers = 0;
  }

  /** How long the buckets of a file last that does not say so: no row is nearer to the next. */
  #leastDistance(): number | undefined {
    const { book, people, faults } = this.#parts;
    let [least, line] = [Infinity, 1];
    people.ids.forEach((_, index) => {
      let before: BookedRow | undefined;
      for (const row of book.of(index)) {
        const distance =
          before === undefined ? Infinity : (row.day - before.day) * daySeconds + row.seconds - before.seconds;
        if (distance < least) [least, line] = [distance, row.line];
        before = row;
      }
    });
    // Rows of a single time each, or hours of which the empty ones were left out.
    if (least === Infinity || (least >= bucketSecondsMax && least < daySeconds)) return bucketSecondsMax;
    if (least >= bucketSecondsMin && least < bucketSecondsMax) return least;
    faults.add(line, 'not-buckets', () => rowWords.notBuckets);
    return undefined;
  }
}

/** Rows of one person, day by day. */
function* daysOf(rows: Iterable<BookedRow>): Generator<readonly [BookedRow, ...BookedRow[]]> {
  let day: [BookedRow, ...BookedRow[]] | undefined;
  for (const row of rows) {
    if (day !== undefined && day[0].day === row.day) day.push(row);
    else {
      if (day !== undefined) yield day;
      day = [row];
    }
  }
  if (day !== undefined) yield day;
}

/** Undefined where the rows do not lie side by side. */
const bucketDayOf = (
  participant: ParticipantId,
  date: PlainDateText,
  rows: readonly [BookedRow, ...BookedRow[]],
  seconds: number,
): BucketDay | undefined => {
  const fromSeconds = rows[0].seconds;
  const steps: (number | null)[] = [];
  for (const row of rows) {
    const place = (row.seconds - fromSeconds) / seconds;
    if (!Number.isInteger(place)) return undefined;
    while (steps.length < place) steps.push(null);
    steps.push(row.steps);
  }
  return { participant, date, fromSeconds, seconds, steps };
};
