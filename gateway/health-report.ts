/** Health report: tells the cloud how the gateway is, now and then, and at once where somebody should hear of it. */
import type { GatewayHealth } from '../contract/gateway-health.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Service } from '../runtime/service.ts';
import { isNews } from './health.ts';
import type { Uplink } from './uplink/uplink.ts';

export interface HealthReportOptions {
  readonly clock: Clock;
  readonly uplink: Uplink;
  readonly health: () => GatewayHealth;
}

const healthMs = 30_000;
/** Changes are looked for this often. */
const newsMs = 1_000;

export class HealthReport implements Service {
  readonly #options: HealthReportOptions;
  readonly #over = new AbortController();
  #life: Promise<void> = Promise.resolve();

  constructor(options: HealthReportOptions) {
    this.#options = options;
  }

  start(signal: AbortSignal): Promise<void> {
    this.#life = this.#live(AbortSignal.any([signal, this.#over.signal]));
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#life;
  }

  async #live(signal: AbortSignal): Promise<void> {
    const { clock, uplink } = this.#options;
    let told: GatewayHealth | undefined;
    let dueMs = 0;
    while (!signal.aborted) {
      const health = this.#options.health();
      // A broker that comes back may have forgotten what it kept.
      if (!uplink.isUp) told = undefined;
      else if (clock.monotonicMs() >= dueMs || isNews(told, health)) {
        uplink.publishHealth(health);
        told = health;
        dueMs = clock.monotonicMs() + healthMs;
      }
      await clock.sleep(newsMs, signal);
    }
  }
}
