/** GatewayRoom: a whole gateway in the test's own process, a real broker and a paper cloud beside it, pedometers in memory. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { gatewayConfigSchema } from './gateway-config.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { Gateway } from './gateway.ts';
import { SimulatedPedometer } from './radio/simulated-pedometer.ts';
import { SimulatedRadio } from './radio/simulated-radio.ts';
import { AedesBroker } from './uplink/aedes-broker.ts';
import { PaperCloud } from './uplink/paper-cloud.ts';

const hourMs = 3_600_000;

export class GatewayRoom {
  readonly broker = new AedesBroker();
  readonly dataPath = join(mkdtempSync(join(tmpdir(), 'ayumi-gateway-')), 'gateway.sqlite');
  cloud: PaperCloud;
  radio = new SimulatedRadio(systemClock);
  /** Of every gateway begun here. */
  events: GatewayEvent[] = [];
  readonly #gateways: Gateway[] = [];

  constructor() {
    this.cloud = new PaperCloud('');
  }

  async open(): Promise<void> {
    await this.broker.start();
    this.cloud = new PaperCloud(this.broker.url);
    await this.cloud.start();
  }

  async close(): Promise<void> {
    for (const gateway of this.#gateways) await gateway[Symbol.asyncDispose]();
    await this.cloud.stop();
    await this.broker.stop();
  }

  /** A gateway on the same disk, with a radio of its own. */
  async begin(config: object = {}, radio = new SimulatedRadio(systemClock), isClockRight = true): Promise<Gateway> {
    this.radio = radio;
    const uplink = { reconnect: { baseMs: 20, capMs: 100 }, resend: { baseMs: 500, capMs: 500 } };
    const gateway = new Gateway({
      config: gatewayConfigSchema.parse({
        gateway: 'gw-test',
        radio: { kind: 'dbus' },
        uplink: { url: this.broker.url, ...uplink },
        ...config,
      }),
      clock: systemClock,
      random: seededRandom(this.#gateways.length + 1),
      radio,
      log: silentLog,
      dataPath: this.dataPath,
      clockProbe: () => Promise.resolve(isClockRight),
    });
    this.#gateways.push(gateway);
    gateway.onEvent((event) => this.events.push(event));
    await gateway.start(new AbortController().signal);
    return gateway;
  }

  /** Advertises until something happens that `isWanted`. */
  async untilEvent(isWanted: (event: GatewayEvent) => boolean): Promise<GatewayEvent> {
    let found: GatewayEvent | undefined;
    await this.cloud.until(() => {
      this.radio.advertise();
      found = this.events.find(isWanted);
      return found !== undefined;
    });
    if (found === undefined) throw new Error('until resolves when it is found');
    return found;
  }

  /** Advertises until a visit has ended well. */
  async untilDone(): Promise<GatewayEvent & { readonly kind: 'visit-done' }> {
    const done = await this.untilEvent(({ kind }) => kind === 'visit-done');
    if (done.kind !== 'visit-done') throw new Error(done.kind);
    return done;
  }
}

/** On for sixty days; has walked for the first `hours` of them. */
export const pedometerOf = (hours: number, serial = 'AYM-000123'): SimulatedPedometer => {
  const pedometer = new SimulatedPedometer({ serial, poweredOnMs: systemClock.wallMs() - 60 * 24 * hourMs });
  pedometer.walk(...Array.from({ length: hours }, (_, i) => i));
  return pedometer;
};
