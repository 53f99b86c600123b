/** Gateway: one centre's box: reads the pedometers people bring and sends what they counted to the cloud. */
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { CentreAction } from '../contract/centre-action.ts';
import type { CentreNews } from '../contract/centre-news.ts';
import type { GatewayHealth } from '../contract/gateway-health.ts';
import type { DeviceSerial } from '../contract/ids.ts';
import type { Roster } from '../contract/roster.ts';
import type { Clock } from '../runtime/clock.ts';
import { realDisk, type Disk } from '../runtime/disk.ts';
import { assert } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { ServiceStack, type Service } from '../runtime/service.ts';
import { Centre } from './centre/centre.ts';
import type { CentreSource } from './centre/centre-source.ts';
import { ClockKeeper, type ClockProbe } from './clock-keeper.ts';
import { systemClockProbe } from './clock-probe.ts';
import type { GatewayConfig } from './gateway-config.ts';
import type { GatewayEventListener, GatewayHappening } from './gateway-event.ts';
import { HealthReport } from './health-report.ts';
import { healthOf } from './health.ts';
import { CentreNotes } from './centre-store/centre-notes.ts';
import type { KeptAction } from './outbox/action-rows.ts';
import { FileBallast } from './outbox/ballast.ts';
import { DeviceMemory } from './outbox/device-memory.ts';
import { openGatewayDatabase } from './outbox/gateway-database.ts';
import { Outbox } from './outbox/outbox.ts';
import type { OutboxSummary } from './outbox/outbox-summary.ts';
import type { Radio } from './radio/radio.ts';
import { randomId } from './random-id.ts';
import { Reception } from './reception.ts';
import { Rounds, type HeardDevice } from './rounds.ts';
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
  readonly memory: DeviceMemory;
  readonly notes: CentreNotes;
  readonly centre: Centre;
  readonly outbox: Outbox;
  readonly keeper: ClockKeeper;
  readonly uplink: Uplink;
  readonly rounds: Rounds;
}

/** Batches on their way without a receipt. */
const inFlightMax = 32;

export class Gateway implements Service {
  readonly #options: GatewayOptions;
  readonly #listeners = new Set<GatewayEventListener>();
  readonly #stack = new ServiceStack();
  readonly #over = new AbortController();
  #parts: Parts | undefined;
  #database: DatabaseSync | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Returns when it listens and connects; neither the radio nor the broker need be there yet. Throws OperatorError. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock, dataPath, log, disk } = this.#options;
    const { database, setAside, rescuedActions } = openGatewayDatabase(dataPath, clock.wallMs(), disk);
    this.#database = database;
    if (setAside !== undefined)
      log.error({ setAside, rescuedActions }, 'the outbox was damaged; begun anew, and devices are asked again');
    const living = AbortSignal.any([signal, this.#over.signal]);
    const parts = this.#assemble(database);
    this.#parts = parts;
    await this.#stack.start(parts.keeper, living);
    await this.#stack.start(parts.centre, living);
    await this.#stack.start(parts.uplink, living);
    await this.#stack.start(parts.rounds, living);
    const { uplink } = parts;
    await this.#stack.start(new HealthReport({ clock, uplink, health: () => this.#healthNow(parts) }), living);
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

  /** What volunteers did is on disk when this returns `stored`; an action whose id is known is stored already. */
  keepActions(actions: readonly CentreAction[]): 'stored' | 'full' {
    const { outbox, uplink } = this.#living();
    const answer = outbox.addActions(actions, this.#options.clock.wallMs());
    uplink.nudge();
    return answer;
  }

  /** Those without the cloud's receipt, and with it those of the last weeks; oldest first. */
  keptActions(): readonly KeptAction[] {
    return this.#living().outbox.keptActions();
  }

  /** A visit next, or as soon as the pedometer is heard, whatever is known of it; until a visit has ended well. */
  askFor(device: DeviceSerial): void {
    this.#living().rounds.askFor(device);
  }

  forgetAsk(device: DeviceSerial): void {
    this.#living().rounds.forgetAsk(device);
  }

  /** Of every pedometer whose address is known, since the start; in no order. */
  hearing(): readonly HeardDevice[] {
    return this.#living().rounds.hearing();
  }

  roster(): Roster | undefined {
    return this.#living().memory.roster;
  }

  centreNews(): CentreNews | undefined {
    return this.#living().memory.centreNews;
  }

  /** Every bucket of it below this is in the cloud. */
  confirmed(device: DeviceSerial): number {
    return this.#living().memory.confirmed(device);
  }

  /** What the kiosk's and the volunteers' pages show and ask for. */
  get centre(): CentreSource {
    return this.#living().centre;
  }

  /** What the centre writes down for itself, in the gateway's database. */
  notes(): CentreNotes {
    return this.#living().notes;
  }

  outboxSummary(): OutboxSummary {
    return this.#living().outbox.summary();
  }

  /** Whether the line to the broker is up. */
  get isUp(): boolean {
    return this.#parts?.uplink.isUp === true;
  }

  get isClockTrusted(): boolean {
    return this.#parts?.keeper.isTrusted() === true;
  }

  get radioState(): 'listening' | 'deaf' {
    return this.#parts?.rounds.isDeaf === true ? 'deaf' : 'listening';
  }

  /** By hand: parked batches, or this one, are sent again. */
  unpark(seq?: number): void {
    this.#parts?.uplink.unpark(seq);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#stack[Symbol.asyncDispose]();
    this.#database?.close();
    this.#database = undefined;
  }

  #living(): Parts {
    assert(this.#parts !== undefined, 'a gateway is started before it is asked');
    return this.#parts;
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
      onNoticed: (heard) => reception.noticed(heard),
      onAlreadySent: (heard) => reception.alreadySent(heard),
      onListening: () => this.#emit({ kind: 'radio-listening' }),
      onDeaf: (sentence, hint) => this.#emit({ kind: 'radio-deaf', sentence, hint }),
    });
    const centre = new Centre({ gateway: this, clock, zone: config.zone, speed: config.clock?.factor ?? 1 });
    return { memory, notes: new CentreNotes(database), centre, outbox, keeper, uplink, rounds };
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
      onActionsSent: (ids) => this.#emit({ kind: 'actions-sent', ids }),
      onRoster: ({ version }) => this.#emit({ kind: 'roster', version }),
      onCentreNews: ({ version }) => this.#emit({ kind: 'centre-news', version }),
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

  #emit(happening: GatewayHappening): void {
    const event = { ...happening, atMs: this.#options.clock.wallMs() };
    for (const listener of this.#listeners) listener(event);
  }
}
