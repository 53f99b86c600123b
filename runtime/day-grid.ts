/**
 * Day grid: columns of small numbers with a cell for each person and date, a person's dates side by side, so that a question
 * about millions of days is one walk through memory. Pure.
 */

export interface GridBounds {
  /** Dates looked back on. */
  readonly daysMax: number;
  /** People × dates. */
  readonly cellsMax: number;
}

export class GridColumn<Values extends Uint8Array | Uint16Array> {
  readonly #make: (cells: number) => Values;
  readonly empty: number;
  values: Values;

  /** `empty`: what stands in a cell of which nothing is known. */
  constructor(make: (cells: number) => Values, empty: number) {
    this.#make = make;
    this.empty = empty;
    this.values = make(0);
  }

  /** Makes room for so many cells and copies `length` old ones from each source to its target. */
  move(cells: number, copies: Iterable<readonly [source: number, target: number]>, length: number): void {
    const old = this.values;
    this.values = this.#make(cells);
    if (this.empty !== 0) this.values.fill(this.empty);
    for (const [source, target] of copies) this.values.set(old.subarray(source, source + length), target);
  }
}

/** Room for so many more dates, and a part more of the people, so that not every new one moves everything. */
const spareDays = 32;
const sparePeople = 256;
const sparePart = 8;

export class DayGrid {
  readonly #bounds: GridBounds;
  readonly #columns: readonly GridColumn<Uint8Array | Uint16Array>[];
  #base = 0;
  #stride = 0;
  #people = 0;

  constructor(bounds: GridBounds, columns: readonly GridColumn<Uint8Array | Uint16Array>[]) {
    this.#bounds = bounds;
    this.#columns = columns;
  }

  /** The first and the last date there is room for, as days since 1970-01-01. */
  get base(): number {
    return this.#base;
  }

  get end(): number {
    return this.#base + this.#stride - 1;
  }

  get bytes(): number {
    return this.#columns.reduce((sum, { values }) => sum + values.byteLength, 0);
  }

  has(day: number): boolean {
    return day >= this.#base && day <= this.end;
  }

  /** Index of a person's cell of `day`, which there must be room for. */
  at(person: number, day: number): number {
    return person * this.#stride + (day - this.#base);
  }

  /** The cells of a person's dates from … to that there is room for: [start, end). */
  span(person: number, from: number, to: number): readonly [start: number, end: number] {
    const first = Math.max(from, this.#base);
    const start = this.at(person, first);
    return [start, start + Math.max(0, Math.min(to, this.end) - first + 1)];
  }

  /** Makes room for `people` and the dates first … last; the oldest go where there are more than may be held. */
  makeRoom(people: number, first: number, last: number): void {
    if (people === 0 || (people <= this.#people && first >= this.#base && last <= this.end)) return;
    const held = this.#stride === 0 ? { first, last: last - 1 } : { first: this.#base, last: this.end };
    const to = last > held.last ? last + spareDays : held.last;
    const room = people <= this.#people ? this.#people : people + sparePeople + Math.floor(people / sparePart);
    const daysMax = Math.min(this.#bounds.daysMax, Math.max(1, Math.floor(this.#bounds.cellsMax / room)));
    const base = Math.max(Math.min(first, held.first), to - daysMax + 1);
    // Something older than may be held was asked for.
    if (room === this.#people && base === this.#base && to === held.last) return;
    this.#move(room, base, to - base + 1);
  }

  #move(people: number, base: number, stride: number): void {
    const from = Math.max(base, this.#base);
    const length = Math.max(0, Math.min(base + stride, this.#base + this.#stride) - from);
    const copies =
      length === 0
        ? []
        : Array.from({ length: this.#people }, (_, person): readonly [number, number] => [
            person * this.#stride + (from - this.#base),
            person * stride + (from - base),
          ]);
    for (const column of this.#columns) column.move(people * stride, copies, length);
    this.#people = people;
    this.#base = base;
    this.#stride = stride;
  }
}
