/** Gateway: one centre's box: reads the pedometers people bring and sends what they counted to the cloud. */
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { GatewayHealth } from '../contract/gateway-health.ts';
import type { Clock } from '../runtime/clock.ts';
import { realDisk, type Disk } from '../runtime/disk.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { ClockKeeper, type ClockProbe } from './clock-keeper.ts';
import { systemClockProbe } from './clock-probe.ts';
import type { GatewayConfig } from './gateway-config.ts';
import type { GatewayEvent, GatewayEventListener } from './gateway-event.ts';
import { healthOf, isNews } from './health.ts';
import { FileBallast } from './outbox/ballast.ts';
import { DeviceMemory } from './outbox/device-memory.ts';
import { openGatewayDatabase } from './outbox/gateway-database.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Radio } from './radio/radio.ts';
import { randomId } from './random-id.ts';
import { Reception } from './reception.ts';
import { Rounds } from './rounds.ts';
import { readCredentials } from './uplink/credentials.ts';
import { MqttPipe } from './uplink/mqtt-pipe.ts';
import type { Pipe, PipeIdentity } from './uplink/pipe.ts';
import { Uplink } from './uplink/uplink.ts';
import { gatewayVersion } from './version.ts';

export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly radio: Radio;
  readonly log: Log;
  /** The file of the gateway's database. */
  readonly dataPath: string;
  /** The machine's own, when absent. */
  readonly disk?: Disk;
  /** MQTT as the config says, when absent. */
  readonly uplinkFactory?: (identity: PipeIdentity) => Pipe;
  /** systemd's word, when absent. */
  readonly clockProbe?: ClockProbe;
}

/** What lives from `start` to the end. */
interface Parts {
  readonly outbox: Outbox;
  readonly keeper: ClockKeeper;
  readonly uplink: Uplink;
  readonly rounds: Rounds;
}

/** Batches on their way without a receipt. */
const inFlightMax = 32;
const healthMs = 30_000;
/** Changes are looked for this often. */
const newsMs = 1_000;

export class Gateway implements Service {
  readonly #options: GatewayOptions;
  readonly #listeners = new Set<GatewayEventListener>();
  readonly #stack = new ServiceStack();
  readonly #over = new AbortController();
  #parts: Parts | undefined;
  #database: DatabaseSync | undefined;
  #life: Promise<void> = Promise.resolve();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Returns when it listens and connects; neither the radio nor the broker need be there yet. Throws OperatorError. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock, dataPath, log, disk } = this.#options;
    const { database, setAside } = openGatewayDatabase(dataPath, clock.wallMs(), disk);
    this.#database = database;
    if (setAside !== undefined)
      log.error({ setAside }, 'the outbox was damaged; begun anew, and devices are asked again');
    const living = AbortSignal.any([signal, this.#over.signal]);
    const parts = this.#assemble(database);
    this.#parts = parts;
    await this.#stack.start(parts.keeper, living);
    await this.#stack.start(parts.uplink, living);
    await this.#stack.start(parts.rounds, living);
    this.#life = this.#reportHealth(parts, living);
  }

  /** Answers the way to stop listening. A listener must not throw. */
  onEvent(listener: GatewayEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Undefined before `start`. */
  health(): GatewayHealth | undefined {
    return this.#parts === undefined ? undefined : this.#healthNow(this.#parts);
  }

  /** By hand: parked batches, or this one, are sent again. */
  unpark(seq?: number): void {
    this.#parts?.uplink.unpark(seq);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#life;
    await this.#stack[Symbol.asyncDispose]();
    this.#database?.close();
    this.#database = undefined;
  }

  #assemble(database: DatabaseSync): Parts {
    const { config, clock, random, radio, log, dataPath, clockProbe, disk = realDisk } = this.#options;
    const boot = randomId(clock.wallMs(), random);
    const memory = new DeviceMemory(database);
    const outbox = new Outbox(database, {
      gateway: config.gateway,
      boot,
      ...config.outbox,
      diskFreeBytes: () => disk.freeBytes(dirname(dataPath)),
      ballast: new FileBallast(`${dataPath}.ballast`),
    });
    const probe = clockProbe ?? systemClockProbe;
    const keeper = new ClockKeeper({ trust: config.clockTrust, probe, clock, memory, log });
    const uplink = this.#uplink(outbox, memory, boot);
    const reception = new Reception({
      radio,
      outbox,
      memory,
      zone: config.zone,
      clock,
      random,
      log,
      isClockTrusted: () => keeper.isTrusted(),
      onStored: () => uplink.nudge(),
      onEvent: (event) => this.#emit(event),
    });
    const rounds = new Rounds({
      radio,
      clock,
      random,
      log,
      facts: (heard) => reception.facts(heard),
      isFull: () => outbox.isFull(),
      visit: (heard) => reception.visit(heard),
      onFull: (heard) => reception.turnedAway(heard),
      onAlreadySent: (heard) => reception.alreadySent(heard),
      onDeaf: (sentence, hint) => this.#emit({ kind: 'radio-deaf', sentence, hint }),
    });
    return { outbox, keeper, uplink, rounds };
  }

  #uplink(outbox: Outbox, memory: DeviceMemory, boot: string): Uplink {
    const { config, clock, random, log, uplinkFactory } = this.#options;
    const { resend, triesMax, stableMs } = config.uplink;
    return new Uplink({
      gateway: config.gateway,
      boot,
      version: gatewayVersion,
      delivery: { windowMax: inFlightMax, resend, triesMax, stableMs },
      outbox,
      memory,
      pipe: uplinkFactory ?? ((identity) => this.#mqttPipe(identity)),
      clock,
      random: random.fork('uplink'),
      log,
      onUpOrDown: (isUp) => this.#emit({ kind: 'uplink', isUp }),
      onReceipt: ({ seq, status }) => log.debug({ seq, status }, 'receipt'),
      onResult: (result) => this.#emit({ kind: 'result', result }),
    });
  }

  #mqttPipe(identity: PipeIdentity): Pipe {
    const { config, clock, random, log } = this.#options;
    const { url, passwordFile, tls, reconnect, stableMs, keepaliveSeconds } = config.uplink;
    return new MqttPipe({
      url,
      identity,
      credentials: () => readCredentials(config.gateway, { passwordFile, tls }),
      reconnect,
      stableMs,
      keepaliveSeconds,
      clock,
      random: random.fork('pipe'),
      log,
    });
  }

  async #reportHealth(parts: Parts, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    let told: GatewayHealth | undefined;
    let dueMs = 0;
    while (!signal.aborted) {
      const health = this.#healthNow(parts);
      // A broker that comes back may have forgotten what it kept.
      if (!parts.uplink.isUp) told = undefined;
      else if (clock.monotonicMs() >= dueMs || isNews(told, health)) {
        parts.uplink.publishHealth(health);
        told = health;
        dueMs = clock.monotonicMs() + healthMs;
      }
      await clock.sleep(newsMs, signal);
    }
  }

  #healthNow({ outbox, keeper, rounds }: Parts): GatewayHealth {
    const { clock, config, dataPath, disk = realDisk } = this.#options;
    const { heardMs, rescans, resets } = rounds.watch;
    const { devicesHeard, visitsDone, visitsFailed } = rounds;
    return healthOf({
      wallMs: clock.wallMs(),
      monotonicMs: clock.monotonicMs(),
      version: gatewayVersion,
      outbox: outbox.summary(),
      bytesMax: config.outbox.bytesMax,
      isFull: outbox.isFull(),
      diskFreeBytes: disk.freeBytes(dirname(dataPath)),
      radio: { heardMs, devicesHeard, visitsDone, visitsFailed, rescans, resets },
      isClockTrusted: keeper.isTrusted(),
    });
  }

  #emit(event: GatewayEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
