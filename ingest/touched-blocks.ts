/** Touched blocks: one pedometer's day blocks as a fact is changing them: each read once, and written only if it changed. */
import type { DeviceSerial, PlainDateText } from '../contract/ids.ts';
import type { Run } from './day-block.ts';
import type { SeriesDay } from './series/series-store.ts';
import type { SqliteSeriesStore } from './series/sqlite-series-store.ts';

export class TouchedBlocks {
  readonly device: DeviceSerial;
  readonly #blocks: SqliteSeriesStore;
  readonly #isHeard: boolean;
  readonly #held = new Map<PlainDateText, SeriesDay | undefined>();
  readonly #changed = new Map<PlainDateText, readonly Run[]>();

  /** `isHeard`: of one that never was nothing is stored, and need not be looked for. */
  constructor(device: DeviceSerial, blocks: SqliteSeriesStore, isHeard: boolean) {
    this.device = device;
    this.#blocks = blocks;
    this.#isHeard = isHeard;
  }

  /** The runs of a date as they are by now. */
  runs(date: PlainDateText): readonly Run[] {
    return this.#changed.get(date) ?? this.held(date)?.block.runs ?? [];
  }

  /** The block as it stands in the table. */
  held(date: PlainDateText): SeriesDay | undefined {
    if (this.#isHeard && !this.#held.has(date)) this.#held.set(date, this.#blocks.readBlock(this.device, date));
    return this.#held.get(date);
  }

  /** All dates that have a block, with their runs by now. */
  all(): ReadonlyMap<PlainDateText, readonly Run[]> {
    const all = new Map<PlainDateText, readonly Run[]>();
    for (const day of this.#blocks.blocksOfDevice(this.device)) {
      this.#held.set(day.block.date, day);
      all.set(day.block.date, day.block.runs);
    }
    for (const [date, runs] of this.#changed) all.set(date, runs);
    return all;
  }

  change(date: PlainDateText, runs: readonly Run[]): void {
    this.#changed.set(date, runs);
  }

  /** The date is as it was after all. */
  keep(date: PlainDateText): void {
    this.#changed.delete(date);
  }

  changed(): ReadonlyMap<PlainDateText, readonly Run[]> {
    return this.#changed;
  }
}
