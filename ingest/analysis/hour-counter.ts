/** Hour counter: counts one date after another, newest first, whenever blocks of it have changed; in slices, at a bounded pace. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { dateOfEpochDay, type LocalDays } from '../local-days.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { CountedBlocks } from './counted-blocks.ts';
import { ageBandOn, calendarNumber, dayNumberOf } from './day-number.ts';
import type { HourBook, Kept } from './hour-book.ts';
import { cellOf, hasBit, hoursOfDay, HourSums } from './hour-day.ts';

export interface HourCounterParts {
  /** Of cloud.sqlite; only read. */
  readonly database: DatabaseSync;
  readonly days: LocalDays;
  readonly people: AnalysedPeople;
  readonly book: HourBook;
  readonly daysMax: number;
}

/** Blocks of one slice: some milliseconds. */
const blocksPerSlice = 400;
const changedDates = 'SELECT DISTINCT date FROM day_block WHERE change > ?';
const nextDate = 'SELECT min(date) AS date FROM day_block WHERE date > ?';

/** A date that is being counted. */
interface Counting {
  readonly day: number;
  readonly change: number;
  readonly hours: Uint32Array[];
  readonly gaps: Set<number>;
  readonly swaps: number[];
  device: string;
}

export class HourCounter {
  readonly #parts: HourCounterParts;
  readonly #sql: Prepared;
  readonly #blocks: CountedBlocks;
  readonly #dirty = new Set<number>();
  /** Those of them in which somebody is still counted where they no longer are. */
  readonly #stale = new Set<number>();
  #change: number | undefined;
  #counting: Counting | undefined;
  #peopleVersion = 0;

  constructor(parts: HourCounterParts) {
    this.#parts = parts;
    this.#sql = new Prepared(parts.database);
    this.#blocks = new CountedBlocks(parts.database);
  }

  get waiting(): number {
    return this.#dirty.size + (this.#counting === undefined ? 0 : 1);
  }

  isStale(day: number): boolean {
    return this.#stale.has(day);
  }

  /** Looks for dates that have changed, and for people who are elsewhere now. `today`: nothing later is believed. */
  look(today: number): void {
    this.#change ??= this.#begin(today);
    const change = this.#lastChange();
    if (change > this.#change) {
      for (const { date } of this.#sql.of(changedDates).all(this.#change)) this.#mark(String(date), today);
      this.#change = change;
    }
    if (this.#peopleVersion === this.#parts.people.version) return;
    this.#peopleVersion = this.#parts.people.version;
    this.#movePeople();
  }

  /** Counts one slice. Returns whether there is more. */
  step(): boolean {
    this.#counting ??= this.#next();
    const counting = this.#counting;
    if (counting === undefined) return false;
    const date = dateOfEpochDay(counting.day);
    const day = this.#parts.days.of(date);
    const rows = this.#blocks.after(date, counting.device, blocksPerSlice);
    for (const row of rows) this.#blocks.count(row, day, this.#taker(counting));
    counting.device = rows.at(-1)?.device ?? counting.device;
    if (rows.length < blocksPerSlice) this.#finish(counting);
    return this.waiting > 0;
  }

  /** Everything that is there, save what was kept and has not changed since. Returns the change up to which that is so. */
  #begin(today: number): number {
    const { book } = this.#parts;
    const change = this.#lastChange();
    const kept = book.load((each) => each.change <= change && this.#isOfJournal(each));
    for (const day of kept?.waiting ?? []) this.#dirty.add(day);
    for (let date = ''; ;) {
      const next = this.#sql.of(nextDate).get(date)?.['date'];
      if (typeof next !== 'string') return kept?.change ?? change;
      date = next;
      if (!book.days.has(dayNumberOf(date))) this.#mark(date, today);
    }
  }

  #mark(date: string, today: number): void {
    // Blocks that are not dated yet are of no date.
    if (date === '') return;
    const day = dayNumberOf(date);
    if (day <= today && day > today - this.#parts.daysMax) this.#dirty.add(day);
  }

  #next(): Counting | undefined {
    const from = this.#stale.size > 0 ? this.#stale : this.#dirty;
    let day: number | undefined;
    for (const each of from) if (day === undefined || each > day) day = each;
    if (day === undefined) return undefined;
    this.#dirty.delete(day);
    this.#blocks.readLost();
    return { day, change: this.#lastChange(), hours: [], gaps: new Set(), swaps: [], device: '' };
  }

  #taker(counting: Counting) {
    const numberOf = (participant: ParticipantId): number => this.#numberOf(participant);
    return {
      steps: (participant: ParticipantId, hour: number, steps: number): void => {
        const hours = (counting.hours[numberOf(participant)] ??= new Uint32Array(hoursOfDay));
        hours[hour] = (hours[hour] ?? 0) + steps;
      },
      gap: (participant: ParticipantId): void => void counting.gaps.add(numberOf(participant)),
      swap: (participant: ParticipantId): void => void counting.swaps.push(numberOf(participant)),
    };
  }

  #numberOf(participant: ParticipantId): number {
    const { book, people } = this.#parts;
    const known = book.numberOf(participant);
    if (known !== undefined) return known;
    if (people.indexOf(participant) === undefined) people.refresh(true);
    const person = people.indexOf(participant) ?? 0;
    return book.numbered(participant, people.centreOf(person) ?? '', people.bornOf(person));
  }

  #finish({ day, change, hours, gaps, swaps }: Counting): void {
    const { book } = this.#parts;
    const sums = new HourSums();
    hours.forEach((its, n) => {
      sums.add(this.#cellOf(n, day), n, its);
    });
    const counted = sums.done({ change, gaps: [...gaps], swaps });
    book.change(this.#kept, () => book.put(day, counted));
    this.#stale.delete(day);
    this.#counting = undefined;
  }

  /** Whoever belongs to another centre now, or was born on another day, is taken out where they were and put in where they are. */
  #movePeople(): void {
    const { book, people } = this.#parts;
    for (const [n, counted] of book.people.entries()) {
      const person = people.indexOf(counted.id);
      if (person === undefined) continue;
      const centre = people.centreOf(person) ?? '';
      const born = people.bornOf(person);
      if (book.centreId(counted.centre) === centre && counted.born === born) continue;
      book.change(this.#kept, () => this.#move(n, book.centreNumber(centre), born));
    }
  }

  #move(n: number, centre: number, born: number): void {
    const { book, days } = this.#parts;
    const before = book.people[n];
    if (before === undefined) return;
    const counted = [...book.days].filter(([, { walkers }]) => hasBit(walkers, n));
    const cells = counted.map(([day]) => this.#cellOf(n, day));
    book.move(n, centre, born);
    // What is being counted has them where they were, in part.
    if (this.#counting !== undefined) this.#dirty.add(this.#counting.day);
    this.#counting = undefined;
    counted.forEach(([day, held], i) => {
      const local = days.of(dateOfEpochDay(day));
      const blocks = this.#blocks.of(before.id, local);
      if (this.#dirty.has(day) || blocks.some(({ change }) => change > held.change)) {
        this.#stale.add(day);
        this.#dirty.add(day);
        return;
      }
      const hours = new Uint32Array(hoursOfDay);
      const taker = {
        steps: (whose: ParticipantId, hour: number, steps: number): void => {
          if (whose === before.id) hours[hour] = (hours[hour] ?? 0) + steps;
        },
        gap: (): void => undefined,
        swap: (): void => undefined,
      };
      for (const block of blocks) this.#blocks.count(block, local, taker);
      const sums = new HourSums(held);
      sums.add(cells[i] ?? 0, n, hours, 0, -1);
      sums.add(this.#cellOf(n, day), n, hours);
      book.put(day, sums.done(held));
    });
  }

  /** Age is that on the date. */
  #cellOf(n: number, day: number): number {
    const { centre, born } = this.#parts.book.people[n] ?? { centre: 0, born: 0 };
    return cellOf(centre, ageBandOn(calendarNumber(dateOfEpochDay(day)), born));
  }

  #lastChange(): number {
    return Number(this.#sql.of('SELECT coalesce(max(change), 0) AS change FROM day_block').get()?.['change']);
  }

  readonly #kept = (): Kept => {
    const row = this.#sql.of('SELECT id, received_ms FROM journal ORDER BY id DESC LIMIT 1').get();
    return {
      journal: Number(row?.['id'] ?? 0),
      receivedMs: Number(row?.['received_ms'] ?? 0),
      change: this.#change ?? 0,
      waiting: [...this.#dirty],
    };
  };

  #isOfJournal({ journal, receivedMs }: Kept): boolean {
    const row = this.#sql.of('SELECT received_ms FROM journal WHERE id = ?').get(journal);
    return Number(row?.['received_ms'] ?? 0) === receivedMs;
  }
}
