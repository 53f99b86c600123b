/**
 * Series job: compares every night what the external series stores hold with the day blocks: the last days of all pedometers,
 * what came late since the night before, and everything of a few pedometers in turn. It mends nothing.
 */
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { CloudStore } from '../cloud-store.ts';
import { describeBy } from '../series/describe-series.ts';
import { SeriesBook } from '../series/series-book.ts';
import { checkSeries, type SeriesCheck, type SeriesCheckOptions } from '../series/series-check.ts';
import { SeriesChecked } from '../series/series-checked.ts';
import type { SeriesStore } from '../series/series-store.ts';
import type { Job } from './job-runner.ts';

export interface SeriesJobParts {
  readonly cloud: Pick<CloudStore, 'database' | 'days' | 'derivation' | 'registry'>;
  readonly stores: readonly SeriesStore[];
  readonly clock: Clock;
}

const checkAt = '10 2 * * *';
/** Of all pedometers. What comes later than this is looked at in the night after it came. */
const recentDays = 7;
/** In so many nights everything older was looked at, a share of the pedometers each night. */
const turnNights = 28;

export const seriesJob = (parts: SeriesJobParts): Job => ({
  name: 'check-series',
  cron: checkAt,
  catchUpDaysMax: 0,
  run: async (day, signal) => {
    const said: string[] = [];
    let differing = 0;
    for (const store of parts.stores) {
      const night = new Night(parts, store, day, signal);
      const { text, differ } = await night.run();
      said.push(`${store.called}: ${text}`);
      differing += differ;
    }
    if (differing > 0) throw new Error(`${said.join('; ')}. Mend them with \`series check --repair\``);
    return said.join('; ');
  },
});

class Night {
  readonly #parts: SeriesJobParts;
  readonly #store: SeriesStore;
  readonly #day: Temporal.PlainDate;
  readonly #signal: AbortSignal;
  readonly #checked: SeriesChecked;

  constructor(parts: SeriesJobParts, store: SeriesStore, day: Temporal.PlainDate, signal: AbortSignal) {
    this.#parts = parts;
    this.#store = store;
    this.#day = day;
    this.#signal = signal;
    this.#checked = new SeriesChecked(parts.cloud.database);
  }

  async run(): Promise<{ readonly text: string; readonly differ: number }> {
    const { database, derivation, registry } = this.#parts.cloud;
    const book = { database, source: derivation.blocks, store: this.#store, describe: describeBy(registry) };
    // Before anything is looked at: what the feed brings meanwhile is the next night's.
    const position = new SeriesBook(book).position();
    const recent = await this.#check({ from: this.#before(recentDays), to: this.#before(1) });
    const late = await this.#late(position);
    const turn = await this.#check({ to: this.#before(recentDays + 1), isAsked: (device) => this.#isInTurn(device) });
    const all = [recent, ...late, turn];
    const differ = sumOf(all, 'differentDays');
    // What differs is looked at again until it is mended.
    if (differ === 0) this.#checked.note(this.#store.name, position);
    const unknown = sumOf(all, 'unknownDays');
    const strangers = unknown === 0 ? '' : ` (${unknown} of pedometers not registered here)`;
    const parts = `${recent.days} recent, ${sumOf(late, 'days')} late, ${turn.days} in turn`;
    const text = `${sumOf(all, 'days')} days [${parts}], ${differ} differ${strangers}, ${sumOf(all, 'daysBehind')} on their way`;
    return { text, differ };
  }

  /** None in the first night, which does not know what came before it. */
  async #late(position: number): Promise<readonly SeriesCheck[]> {
    const since = this.#checked.change(this.#store.name);
    if (since === undefined) return [];
    // Blocks that were made anew are counted from the beginning.
    const stretches = this.#checked.lateDays(since > position ? 0 : since, this.#before(recentDays));
    const checks: SeriesCheck[] = [];
    for (const { from, devices } of stretches) {
      const isAsked = (device: DeviceSerial): boolean => devices.has(device) && !this.#isInTurn(device);
      checks.push(await this.#check({ from, to: this.#before(recentDays + 1), isAsked }));
    }
    return checks;
  }

  #isInTurn(device: DeviceSerial): boolean {
    const night = Math.floor(Date.parse(this.#day.toString()) / 86_400_000) % turnNights;
    const number = Buffer.from(device).reduce((sum, byte) => (sum * 31 + byte) % turnNights, 0);
    return number === night;
  }

  #before(days: number): PlainDateText {
    return this.#day.subtract({ days }).toString() as PlainDateText;
  }

  #check(what: Pick<SeriesCheckOptions, 'from' | 'to' | 'isAsked'>): Promise<SeriesCheck> {
    const { cloud, clock } = this.#parts;
    const { database, days, derivation, registry } = cloud;
    return checkSeries({
      ...{ database, days, clock, source: derivation.blocks, describe: describeBy(registry) },
      ...what,
      isRegistered: (serial) => registry.deviceOf(serial) !== undefined,
      store: this.#store,
      signal: this.#signal,
      repair: false,
    });
  }
}

const sumOf = (checks: readonly SeriesCheck[], of: 'days' | 'differentDays' | 'unknownDays' | 'daysBehind'): number =>
  checks.reduce((sum, check) => sum + check[of], 0);
