/**
 * SeriesCheck: compares an external store with the day blocks, point by point, beside a running cloud and with little memory; and
 * mends what it is asked to mend: exactly the days that differ are cleared and written again.
 */
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { inTransaction } from '../../runtime/database.ts';
import { OperatorError, messageOf } from '../../runtime/fault.ts';
import type { LocalDays } from '../local-days.ts';
import { heldOf, pointDays } from './point-write.ts';
import { SeriesBook, onlyRefused, withoutRefused, type RefusedDay, type SeriesBookParts } from './series-book.ts';
import { differenceOf, type SeriesDifference } from './series-difference.ts';
import type { HeldSlot, KeptFrom, SeriesDay } from './series-store.ts';
import type { ChangedDay } from './sqlite-series-store.ts';

export interface SeriesCheckOptions extends SeriesBookParts {
  readonly days: LocalDays;
  readonly clock: Clock;
  /** Local dates, both included; without them everything the store keeps. */
  readonly from?: PlainDateText;
  readonly to?: PlainDateText;
  readonly repair: boolean;
  /** Which pedometers are looked at; all of them, when absent. */
  readonly isAsked?: (device: DeviceSerial) => boolean;
  /** Of pedometers without any block: whether they are this cloud's all the same. Absent: none of them is. */
  readonly isRegistered?: (device: DeviceSerial) => boolean;
  /** Whether a repair also clears the points of pedometers unknown here, which may be those of another cloud in the same database. */
  readonly clearsUnknown?: boolean;
  /** Of how many differing days, and days refused before, the answer holds more than their number. */
  readonly examplesMax?: number;
  readonly onProgress?: (devicesDone: number, devices: number) => void;
  readonly signal?: AbortSignal;
}

export interface SeriesCheck {
  readonly store: string;
  readonly devices: number;
  /** Device-days compared, and those left out because the feed has not brought their last change yet. */
  readonly days: number;
  readonly daysBehind: number;
  /** Device-days that differ, and in how many points. */
  readonly differentDays: number;
  readonly missing: number;
  readonly different: number;
  readonly surplus: number;
  /** Of the days that differ, those of pedometers that have neither a block here nor a place in the registry. */
  readonly unknownDays: number;
  readonly examples: readonly SeriesDifference[];
  /** Days that differ still after they were written again; those that differ, when nothing was to be mended. */
  readonly leftDays: number;
  /** What the store would not take, as it stands after the check. */
  readonly refusedDays: number;
  readonly refused: readonly RefusedDay[];
}

/** A request compares so many device-days: some 7,000 hourly points, and the event loop is free again in between. */
const requestDaysMax = 300;
const windowDaysMax = 31;
const examplesMaxDefault = 20;
/** A day that intake changes at every look is the feed's affair. */
const repairAttemptsMax = 5;
/** No pedometer's date lies outside. */
const [everFrom, everTo] = ['1970-01-02' as PlainDateText, '2199-12-31' as PlainDateText];

/** Throws OperatorError `series-away` where the store cannot be asked or written to. */
export const checkSeries = (options: SeriesCheckOptions): Promise<SeriesCheck> => new Check(options).run();

/** [from, to] of one request. */
interface Window {
  readonly from: PlainDateText;
  readonly to: PlainDateText;
}

/** A day that differs, with the block as it was then; none, where the store holds what no block knows. */
interface Found {
  readonly difference: SeriesDifference;
  readonly change: number;
}

class Check {
  readonly #options: SeriesCheckOptions;
  readonly #book: SeriesBook;
  readonly #kept: KeptFrom;
  readonly #examples: SeriesDifference[] = [];
  #days = 0;
  #daysBehind = 0;
  #differentDays = 0;
  #leftDays = 0;
  #unknownDays = 0;
  #unknown: ReadonlySet<string> = new Set();
  #points = { missing: 0, different: 0, surplus: 0 };

  constructor(options: SeriesCheckOptions) {
    this.#options = options;
    this.#book = new SeriesBook(options);
    this.#kept = options.store.keptFrom();
  }

  async run(): Promise<SeriesCheck> {
    const { isAsked = () => true, isRegistered = () => false, signal, source, store } = this.#options;
    const ours = new Set(await source.devices());
    const held = await this.#ask(() => store.devices());
    this.#unknown = new Set(held.filter((device) => !ours.has(device) && !isRegistered(device)));
    const devices = [...ours.union(new Set(held))].filter(isAsked).sort();
    const windows = this.#windows();
    const together = Math.max(1, Math.floor(requestDaysMax / Math.min(windowDaysMax, spanOf(windows))));
    for (let at = 0; at < devices.length && signal?.aborted !== true; at += together) {
      const some = devices.slice(at, at + together);
      for (const window of windows) await this.#compare(some, window);
      this.#options.onProgress?.(at + some.length, devices.length);
    }
    if (signal?.aborted === true) throw new OperatorError('check-stopped', 'The check was stopped', 'Start it again.');
    return this.#answer(devices.length);
  }

  #answer(devices: number): SeriesCheck {
    const { examplesMax = examplesMaxDefault, repair, store } = this.#options;
    return {
      store: store.called,
      devices,
      days: this.#days,
      daysBehind: this.#daysBehind,
      differentDays: this.#differentDays,
      ...this.#points,
      unknownDays: this.#unknownDays,
      examples: this.#examples,
      leftDays: repair ? this.#leftDays : this.#differentDays,
      refusedDays: this.#book.countRefused(),
      refused: this.#book.refused(examplesMax),
    };
  }

  /** The dates in stretches of a month; without dates the first and the last are open, for what lies outside all blocks. */
  #windows(): readonly Window[] {
    const { from, source, to } = this.#options;
    const [first, last] = source.dates() ?? [everFrom, everFrom];
    const kept = [this.#kept.slots, this.#kept.days].map((date) => date ?? everFrom).sort()[0] ?? everFrom;
    const begin = from ?? (kept > first ? kept : first);
    const end = to ?? last;
    const windows: Window[] = [];
    for (let at = Temporal.PlainDate.from(begin); String(at) <= end; at = at.add({ days: windowDaysMax })) {
      const until = at.add({ days: windowDaysMax - 1 }).toString() as PlainDateText;
      windows.push({ from: at.toString() as PlainDateText, to: until < end ? until : end });
    }
    const open: Window[] = [];
    if (from === undefined && kept < begin) open.push({ from: kept, to: dateBefore(begin) });
    if (to === undefined) open.push({ from: dateAfter(end >= begin ? end : dateBefore(begin)), to: everTo });
    return [...windows, ...open];
  }

  async #compare(devices: readonly DeviceSerial[], window: Window): Promise<void> {
    let found = await this.#look(devices, window, true);
    // A feed beside us may have written between our two looks, so only what is found twice is a difference.
    if (found.length > 0) {
      const again = await this.#look(devices, window, false);
      found = found.filter((first) => again.some((second) => isSame(first, second)));
    }
    for (const { difference } of found) this.#count(difference);
    if (this.#options.repair && found.length > 0) await this.#mend(found.map(({ difference }) => difference));
  }

  #count(difference: SeriesDifference): void {
    const { examplesMax = examplesMaxDefault } = this.#options;
    this.#differentDays++;
    if (this.#unknown.has(difference.device)) this.#unknownDays++;
    for (const kind of ['missing', 'different', 'surplus'] as const) this.#points[kind] += difference[kind];
    if (this.#examples.length < examplesMax) this.#examples.push(difference);
  }

  /** One request's days that differ. The cursor is read before the store, which may only know more than it says. */
  async #look(devices: readonly DeviceSerial[], { from, to }: Window, counts: boolean): Promise<readonly Found[]> {
    const { days: zone, source, store } = this.#options;
    const position = this.#book.position();
    const blocks = devices.flatMap((device) => source.changedDays(device, from, to));
    const held = await this.#ask(() => store.held(devices, from, to));
    const heldByDay = Map.groupBy(held, ({ device, startMs }) => keyOf(device, zone.at(startMs).date));
    const found: Found[] = [];
    for (const { day, change } of blocks) {
      const { date, device } = day.block;
      const there = heldByDay.get(keyOf(device, date)) ?? [];
      heldByDay.delete(keyOf(device, date));
      if (counts) this.#days++;
      if (change > position && counts) this.#daysBehind++;
      const difference = change > position ? undefined : this.#difference(day, there);
      if (difference !== undefined) found.push({ difference, change });
    }
    // What is left belongs to no block.
    for (const there of heldByDay.values()) {
      const device = there[0]?.device ?? '';
      const date = zone.at(there[0]?.startMs ?? 0).date;
      const difference = differenceOf(device, date, [], this.#ofKept(date, there));
      if (difference !== undefined) found.push({ difference, change: 0 });
    }
    return found;
  }

  #difference(day: SeriesDay, there: readonly HeldSlot[]): SeriesDifference | undefined {
    const { days: zone, store } = this.#options;
    const { date, device } = day.block;
    const keeping = { zone, dayPoints: store.layout.dayPoints, keptFrom: this.#kept };
    return differenceOf(device, date, pointDays([day], keeping).flatMap(heldOf), this.#ofKept(date, there));
  }

  /** What the server has not got round to deleting yet is nobody's. */
  #ofKept(date: PlainDateText, there: readonly HeldSlot[]): readonly HeldSlot[] {
    const { slots, days } = this.#kept;
    return there.filter(({ seconds }) => date >= ((seconds === 'day' ? days : slots) ?? everFrom));
  }

  async #mend(differences: readonly SeriesDifference[]): Promise<void> {
    const { clearsUnknown = false } = this.#options;
    for (const { device, date } of differences) {
      if (this.#unknown.has(device) && !clearsUnknown) {
        this.#leftDays++;
        continue;
      }
      const serial = device as DeviceSerial;
      await this.#rewrite(serial, date);
      const left = await this.#look([serial], { from: date, to: date }, false);
      if (left.length > 0) this.#leftDays++;
    }
  }

  /** Clears the day and writes it as the block has it; again where the block changed meanwhile, for the feed may have been first. */
  async #rewrite(device: DeviceSerial, date: PlainDateText): Promise<void> {
    const { clock, database, store } = this.#options;
    for (let attempt = 0; attempt < repairAttemptsMax; attempt++) {
      const { day, change } = this.#blockOf(device, date);
      const outcome = await store.write([day]);
      if (outcome.kind === 'unavailable') throw this.#awayError(outcome.reason);
      inTransaction(database, () => {
        const refused = outcome.kind === 'refused' ? outcome.days : [];
        for (const { block } of withoutRefused([day], refused)) this.#book.settle(block);
        if (outcome.kind === 'refused')
          this.#book.noteRefused(onlyRefused([{ day, change }], refused), outcome.reason, clock.wallMs());
      });
      if (this.#blockOf(device, date).change === change) return;
    }
  }

  #blockOf(device: DeviceSerial, date: PlainDateText): ChangedDay {
    const [found] = this.#options.source.changedDays(device, date, date);
    const none: SeriesDay = { block: { device, date, runs: [] }, participant: null };
    return { day: { ...this.#book.tagged(found?.day ?? none), moved: true }, change: found?.change ?? 0 };
  }

  async #ask<Value>(question: () => Promise<Value>): Promise<Value> {
    try {
      return await question();
    } catch (error) {
      throw this.#awayError(messageOf(error), error);
    }
  }

  #awayError(reason: string, cause?: unknown): OperatorError {
    const { name } = this.#options.store;
    const hint = 'Check that the server runs and that address, rights and database in the config are right.';
    return new OperatorError('series-away', `${name} does not answer: ${reason}`, hint, { cause });
  }
}

const isSame = (a: Found, b: Found): boolean =>
  a.change === b.change && a.difference.device === b.difference.device && a.difference.date === b.difference.date;

const keyOf = (device: string, date: PlainDateText): string => `${date} ${device}`;

const dateAfter = (date: PlainDateText): PlainDateText =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toString() as PlainDateText;
const dateBefore = (date: PlainDateText): PlainDateText =>
  Temporal.PlainDate.from(date).subtract({ days: 1 }).toString() as PlainDateText;

/** Dates of the longest window that may be full. */
const spanOf = (windows: readonly Window[]): number => {
  const [first] = windows;
  if (first === undefined) return 1;
  return Temporal.PlainDate.from(first.from).until(first.to, { largestUnit: 'days' }).days + 1;
};
