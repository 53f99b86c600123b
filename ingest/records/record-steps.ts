/** Record steps: going through records of any kind a page at a time, keeping those that are wanted and writing them out. */
import type { DayState } from '../../contract/day-total.ts';
import type { ParticipantId } from '../../contract/ids.ts';
import type { RecordKind } from '../../contract/records-terms.ts';
import { assert } from '../../runtime/fault.ts';
import { CentreOf } from './centre-of.ts';
import { DayReader } from './day-reader.ts';
import type { RecordWriter } from './formats/record-format.ts';
import { IntervalReader } from './interval-reader.ts';
import { rowsPerTurn, type RecordPlace, type RecordReader, type RecordScope } from './record-page.ts';
import type { RecordWorld } from './record-world.ts';

export interface Step {
  readonly text: string;
  readonly kept: number;
  /** Of the scope, in a state that is not wanted. */
  readonly leftOut: number;
  readonly next: RecordPlace | undefined;
}

/** Reads on from a place. */
export type TakeStep = (after: RecordPlace | undefined) => Step;

export interface Wanted {
  readonly what: RecordKind;
  readonly scope: RecordScope;
  readonly states: readonly DayState[];
}

export class RecordSteps {
  readonly days: DayReader;
  readonly intervals: IntervalReader;
  readonly #world: RecordWorld;
  readonly #centreOf: CentreOf;

  constructor(world: RecordWorld) {
    const { database, registry } = world.store;
    this.#world = world;
    this.days = new DayReader(database);
    this.intervals = new IntervalReader(database, registry);
    this.#centreOf = new CentreOf(database);
  }

  /** Without a writer, only counted. */
  of({ what, scope, states }: Wanted, writer?: RecordWriter): TakeStep {
    const isWanted = ({ state }: { readonly state: DayState }): boolean => states.includes(state);
    switch (what) {
      case 'days':
        return stepper(this.days, scope, isWanted, (rows) => writer?.days(rows));
      case 'intervals':
        return stepper(this.intervals, scope, isWanted, (rows) => writer?.intervals(rows));
      case 'points':
        return this.#pointSteps(scope, writer);
    }
  }

  #pointSteps(scope: RecordScope, writer: RecordWriter | undefined): TakeStep {
    const { points } = this.#world;
    assert(points !== undefined, 'points are asked for only where there is a ledger');
    return (after) => {
      const fits = this.#centreOf.fits(scope);
      const isOf = ({ participant }: { readonly participant: ParticipantId }): boolean => fits(participant);
      return { ...stepper(points, scope, isOf, (rows) => writer?.points(rows))(after), leftOut: 0 };
    };
  }
}

const stepper =
  <Row>(
    reader: RecordReader<Row>,
    scope: RecordScope,
    isWanted: (row: Row) => boolean,
    write: (rows: readonly Row[]) => string | undefined,
  ): TakeStep =>
  (after) => {
    const { rows, next } = reader.page(scope, after, rowsPerTurn);
    const wanted = rows.filter(isWanted);
    return { text: write(wanted) ?? '', kept: wanted.length, leftOut: rows.length - wanted.length, next };
  };
