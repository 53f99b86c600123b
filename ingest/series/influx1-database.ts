/**
 * Influx1Database: the database and its two retention policies, made when they are not there. Slots live under the database's
 * default policy; the points of whole days under one of their own, so that they may be kept longer.
 */
import { escape } from 'influx';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { LocalDays } from '../local-days.ts';
import type { Influx1Client } from './influx1-client.ts';
import { keptFrom, notAlone, retentionStep, type KeepFor, type RetentionWish } from './retention.ts';
import type { KeptFrom } from './series-store.ts';
import type { WriteVerdict } from './write-verdict.ts';

export interface Influx1DatabaseOptions {
  readonly name: string;
  readonly client: Influx1Client;
  readonly wish: RetentionWish;
  /** How many pedometers it holds that are none of this cloud's. */
  readonly others: () => Promise<number>;
  readonly days: LocalDays;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of the points of whole days. */
export const dayPolicy = 'daily';
/** A pedometer has two points a week in a shard of hours; of days a shard of half a year is as small. */
const dayShard = '26w';

interface Policy {
  readonly name: string;
  readonly duration: string;
  readonly default: boolean;
}

export class Influx1Database {
  readonly #options: Influx1DatabaseOptions;
  #isReady = false;
  #slots: KeepFor = 'forever';
  #days: KeepFor = 'forever';

  constructor(options: Influx1DatabaseOptions) {
    this.#options = options;
  }

  /** Asks the server once, and again after `lost`. */
  async makeReady(): Promise<WriteVerdict> {
    if (this.#isReady) return { kind: 'written' };
    const verdict = await this.#options.client.attempt(() => this.#make());
    this.#isReady = verdict.kind === 'written';
    return verdict;
  }

  /** Somebody may have dropped it. */
  lost(): void {
    this.#isReady = false;
  }

  keptFrom(): KeptFrom {
    const { clock, days } = this.#options;
    const nowMs = clock.wallMs();
    return { slots: keptFrom(this.#slots, nowMs, days), days: keptFrom(this.#days, nowMs, days) };
  }

  async #make(): Promise<void> {
    const { client, name, wish } = this.#options;
    const isNew = !(await client.ask((influx) => influx.getDatabaseNames())).includes(name);
    if (isNew) await client.ask((influx) => influx.createDatabase(name));
    const policies = await this.#policies();
    const byDefault = policies.find((policy) => policy.default);
    if (byDefault === undefined) throw new Error(`the database ${name} has no default retention policy`);
    this.#slots = await this.#keep(byDefault, wish.slots, isNew);
    const ofDays = policies.find((policy) => policy.name === dayPolicy);
    if (ofDays !== undefined) {
      this.#days = await this.#keep(ofDays, wish.days, false);
      return;
    }
    this.#days = wish.days ?? 'forever';
    const duration = durationOf(this.#days);
    await this.#say(`CREATE RETENTION POLICY ${quoted(dayPolicy)} ON ${quoted(name)} DURATION ${duration}
      REPLICATION 1 SHARD DURATION ${dayShard}`);
  }

  async #policies(): Promise<readonly Policy[]> {
    const { client, name } = this.#options;
    const rows = await client.ask((influx) => influx.showRetentionPolicies(name));
    return rows.map((row) => ({ name: row.name, duration: row.duration, default: row.default }));
  }

  /** Brings the policy to what is wished, unless that would delete what nobody allowed to be deleted; answers how long it keeps. */
  async #keep(policy: Policy, wished: KeepFor | undefined, isNew: boolean): Promise<KeepFor> {
    const { log, name, wish } = this.#options;
    const held = keepForOf(policy.duration);
    const step = retentionStep(held, wished, wish.mayDelete || isNew);
    const about = { database: name, policy: policy.name, held, wished };
    if (step.kind === 'set' && step.deletes && !isNew) {
      const others = await this.#options.others();
      if (others > 0) {
        log.error({ ...about, others }, notAlone);
        return held;
      }
    }
    if (step.kind === 'leave') return held;
    if (step.kind === 'would-delete') {
      log.warn(about, 'a shorter retention would delete points: nothing was changed, the config lacks mayDeleteOlder');
      return held;
    }
    await this.#say(
      `ALTER RETENTION POLICY ${quoted(policy.name)} ON ${quoted(name)} DURATION ${durationOf(step.keepFor)}`,
    );
    if (step.deletes && !isNew) log.warn(about, 'retention was made shorter: the server deletes what is older');
    else log.info(about, 'retention was set');
    return step.keepFor;
  }

  async #say(statement: string): Promise<void> {
    await this.#options.client.ask((influx) => influx.query(statement, { method: 'POST' }));
  }
}

const quoted = (name: string): string => escape.quoted(name);

const secondsPerDay = 86_400;
const durationOf = (keepFor: KeepFor): string => (keepFor === 'forever' ? 'INF' : `${keepFor}d`);

/** `9600h0m0s`, as the server tells it; no length is no end. */
const keepForOf = (duration: string): KeepFor => {
  const part = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
  const seconds = part('h') * 3600 + part('m') * 60 + part('s');
  return seconds === 0 ? 'forever' : seconds / secondsPerDay;
};
