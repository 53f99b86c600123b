/** Step analysis: analysts' questions about steps, answered from memory that follows cloud.sqlite. Lives in a thread of its own. */
import type { DatabaseSync } from 'node:sqlite';
import type { Arrival, Quality } from '../../contract/analysis-care.ts';
import type {
  BaselineTrend,
  CentreComparison,
  HourMap,
  Participation,
  StepDistribution,
} from '../../contract/analysis-steps.ts';
import { toTheTen } from '../../contract/analysis-hiding.ts';
import type { AnalysisTerms, AnalysisTier } from '../../contract/analysis-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { dateOfEpochDay, type LocalDays } from '../local-days.ts';
import { AnalysedPeople } from './analysed-people.ts';
import { AtomDays } from './atom-days.ts';
import { arrivalOf } from './arrival.ts';
import { baselineTrendOf } from './baseline-trend.ts';
import { centreComparisonOf } from './centre-comparison.ts';
import { asOf, choose, type AskedFilter, type Chosen } from './chosen.ts';
import { mishapsOf } from './counted-mishaps.ts';
import type { GridBounds } from '../../runtime/day-grid.ts';
import { DayColumns } from './day-columns.ts';
import { DeliveredDays } from './delivered-days.ts';
import { dayNumberOf } from './day-number.ts';
import { DayReader, type Progress } from './day-reader.ts';
import { Holders } from './holders.ts';
import { HourBook } from './hour-book.ts';
import { HourCounter } from './hour-counter.ts';
import { hourMapOf } from './hour-map.ts';
import { participationOf } from './participation.ts';
import { qualityOf } from './quality.ts';
import { stepDistributionOf } from './step-distribution.ts';
import { weekUntil } from './weeks.ts';

export interface StepAnalysisParts {
  /** Of cloud.sqlite; only read. */
  readonly database: DatabaseSync;
  /** Of what was counted of hours (hour-book.ts). */
  readonly cache: DatabaseSync;
  readonly days: LocalDays;
  readonly bounds: GridBounds;
  /** Of the machine, never stepping back. */
  readonly monotonicMs: () => number;
}

export class StepAnalysis {
  readonly #parts: StepAnalysisParts;
  readonly people: AnalysedPeople;
  readonly columns: DayColumns;
  readonly #atomDays: AtomDays;
  readonly #reader: DayReader;
  readonly #holders: Holders;
  readonly #book: HourBook;
  readonly #hours: HourCounter;
  readonly #delivered: DeliveredDays;
  /** By the cloud's clock: all that was committed by then is counted. */
  #countedMs: number | undefined;
  #nowMs = 0;

  constructor(parts: StepAnalysisParts) {
    this.#parts = parts;
    this.people = new AnalysedPeople(parts.database, parts.days);
    this.columns = new DayColumns(parts.bounds);
    this.#atomDays = new AtomDays(this.columns);
    this.#reader = new DayReader(parts.database, this.people, this.columns);
    this.#holders = new Holders(parts.database);
    this.#book = new HourBook(parts.cache);
    this.#delivered = new DeliveredDays(parts.database);
    const { people } = this;
    this.#hours = new HourCounter({ ...parts, people, book: this.#book, daysMax: parts.bounds.daysMax });
  }

  /** The cloud's clock shows `nowMs`. */
  setNow(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  /** Reads a slice of what has been written since. Returns whether there may be more. */
  step(): boolean {
    this.people.refresh();
    const hasMore = this.#reader.step(this.#today());
    if (!hasMore) this.#countedMs = this.#nowMs;
    return hasMore;
  }

  /** What the point service beside the cloud has been told since the last time. */
  readonly delivered = (): ReturnType<DeliveredDays['next']> => this.#delivered.next();

  get today(): PlainDateText {
    return dateOfEpochDay(this.#today());
  }

  /** Whom a filter lets through, for whoever answers about points. */
  whom(filter: AskedFilter) {
    const chosen = this.choose(filter);
    const { people } = this;
    const isChosen = new Uint8Array(people.count);
    for (const person of chosen.people) isChosen[person] = 1;
    const places = people.groups.flatMap((group, i) => (chosen.groups[i] === true ? [{ group, i }] : []));
    const placeOf = new Map(places.map(({ i }, place) => [i, place]));
    return {
      veil: chosen.veil,
      asOf: () => asOf(chosen, this.countedUntil()),
      people: toTheTen(chosen.people.length) ?? 0,
      centres: places.map(({ group: { id, name } }) => ({ id, name })),
      toldOf: (participant: string) => ({
        first: chosen.told.first,
        days: chosen.told.of(people.indexOf(participant) ?? -1),
      }),
      centreOf: (participant: string) => {
        const person = people.indexOf(participant);
        return person === undefined || isChosen[person] !== 1 ? undefined : placeOf.get(people.groupOf(person));
      },
    };
  }

  /** Looks for hours that have to be counted. */
  lookForHours(): void {
    this.people.reread(this.#parts.monotonicMs());
    this.#hours.look(this.#today());
  }

  /** Counts a slice of them. Returns whether there is more. */
  stepHours(): boolean {
    return this.#hours.step();
  }

  terms(): Pick<AnalysisTerms, 'today' | 'zone' | 'days' | 'centres'> & { readonly progress: Progress } {
    const { days } = this.columns;
    return {
      progress: this.#reader.progress,
      zone: this.#parts.days.zone,
      today: dateOfEpochDay(this.#today()),
      days: days === undefined ? null : { first: dateOfEpochDay(days.first), last: dateOfEpochDay(days.last) },
      centres: this.people.groups.map(({ id, name }) => ({ id, name })),
    };
  }

  participation(chosen: Chosen): Participation {
    return participationOf(chosen, this.people, this.columns, this.countedUntil());
  }

  steps(chosen: Chosen, tiers: readonly AnalysisTier[]): StepDistribution {
    return stepDistributionOf(chosen, this.columns, tiers, this.countedUntil());
  }

  hours(chosen: Chosen): HourMap {
    const isStale = (day: number): boolean => this.#hours.isStale(day);
    return hourMapOf(chosen, this.people, this.#book, isStale, this.countedUntil());
  }

  trend(chosen: Chosen): BaselineTrend {
    return baselineTrendOf(chosen, this.columns, this.countedUntil());
  }

  centres(chosen: Chosen): CentreComparison {
    return centreComparisonOf(chosen, this.people, this.columns, this.countedUntil());
  }

  arrival(chosen: Chosen, backfillDays: number | null): Arrival {
    return arrivalOf(chosen, this.people, this.columns, this.#holdersNow(), backfillDays, this.countedUntil());
  }

  quality(chosen: Chosen): Quality {
    // A period that is shorter than a week is told by the week that ends with it.
    const from = Math.min(chosen.from, weekUntil(chosen.to).from);
    const mishaps = mishapsOf(this.#book, this.people, from, chosen.to);
    return qualityOf(chosen, this.people, this.columns, mishaps, this.#holdersNow(), this.countedUntil());
  }

  #holdersNow() {
    return this.#holders.at(this.#nowMs, this.people);
  }

  choose(filter: AskedFilter): Chosen {
    return choose(filter, this.people, this.#atomDays, this.today);
  }

  countedUntil(): string | null {
    return this.#countedMs === undefined ? null : isoInstant(this.#countedMs);
  }

  #today(): number {
    return dayNumberOf(this.#parts.days.at(this.#nowMs).date);
  }
}
