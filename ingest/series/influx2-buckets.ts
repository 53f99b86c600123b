/**
 * Influx2Buckets: how long the buckets keep, asked and set through the API; buckets themselves are made by hand. A server that
 * has no such thing (VictoriaMetrics keeps by an option of its command line), or a token that may not, is said once; days are
 * written all the same.
 */
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { LocalDays } from '../local-days.ts';
import { answerOf, type Influx2Client } from './influx2-client.ts';
import { keptFrom, notAlone, retentionStep, type KeepFor, type RetentionWish } from './retention.ts';
import type { KeptFrom } from './series-store.ts';
import { verdictOf, type WriteVerdict } from './write-verdict.ts';

export interface Influx2BucketsOptions {
  readonly bucket: string;
  readonly dayBucket: string;
  readonly client: Influx2Client;
  readonly wish: RetentionWish;
  /** How many pedometers they hold that are none of this cloud's. */
  readonly others: () => Promise<number>;
  readonly days: LocalDays;
  readonly clock: Clock;
  readonly log: Log;
}

const bucketsSchema = z.object({
  buckets: z.array(
    z.object({ id: z.string(), retentionRules: z.array(z.object({ everySeconds: z.number() })).default([]) }),
  ),
});

const secondsPerDay = 86_400;

export class Influx2Buckets {
  readonly #options: Influx2BucketsOptions;
  #isReady = false;
  #slots: KeepFor = 'forever';
  #days: KeepFor = 'forever';

  constructor(options: Influx2BucketsOptions) {
    this.#options = options;
  }

  /** Asks the server once, and only where the config wishes something. */
  async makeReady(): Promise<WriteVerdict> {
    const { bucket, dayBucket, wish } = this.#options;
    if (this.#isReady || (wish.slots === undefined && wish.days === undefined)) return { kind: 'written' };
    try {
      this.#slots = await this.#keep(bucket, wish.slots);
      this.#days = dayBucket === bucket ? this.#slots : await this.#keep(dayBucket, wish.days);
    } catch (error) {
      const answer = answerOf(error);
      if (answer.kind === 'silence' || (answer.kind === 'status' && answer.status >= 429)) return verdictOf(answer);
      this.#noteRefusal(answer.kind === 'status' ? answer.message : '');
    }
    this.#isReady = true;
    return { kind: 'written' };
  }

  keptFrom(): KeptFrom {
    const { clock, days } = this.#options;
    const nowMs = clock.wallMs();
    return { slots: keptFrom(this.#slots, nowMs, days), days: keptFrom(this.#days, nowMs, days) };
  }

  async #keep(name: string, wished: KeepFor | undefined): Promise<KeepFor> {
    const { client, log, wish } = this.#options;
    const { buckets } = bucketsSchema.parse(await client.request('GET', '/api/v2/buckets', { name }));
    const found = buckets[0];
    if (found === undefined) {
      log.warn({ bucket: name }, 'the bucket cannot be seen with this token: its retention is left as it is');
      return 'forever';
    }
    const seconds = found.retentionRules[0]?.everySeconds ?? 0;
    const held = seconds === 0 ? 'forever' : seconds / secondsPerDay;
    const step = retentionStep(held, wished, wish.mayDelete);
    const about = { bucket: name, held, wished };
    if (step.kind === 'set' && step.deletes) {
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
    const everySeconds = step.keepFor === 'forever' ? 0 : step.keepFor * secondsPerDay;
    await client.request(
      'PATCH',
      `/api/v2/buckets/${found.id}`,
      {},
      { retentionRules: [{ type: 'expire', everySeconds }] },
    );
    if (step.deletes) log.warn(about, 'retention was made shorter: the server deletes what is older');
    else log.info(about, 'retention was set');
    return step.keepFor;
  }

  #noteRefusal(reason: string): void {
    this.#options.log.warn(
      { bucket: this.#options.bucket, reason },
      'this server does not let its retention be set: set it there by hand',
    );
  }
}
