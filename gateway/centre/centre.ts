/** Centre: what happens beside one gateway, put together for the kiosk and the volunteers' pages; works with the line cut. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { KioskState } from '../../contract/kiosk.ts';
import type { ActionAnswer, VolunteerAction, VolunteerState } from '../../contract/volunteer.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import type { Service } from '../../runtime/service.ts';
import type { GatewayEvent } from '../gateway-event.ts';
import type { CentreGateway } from './centre-gateway.ts';
import type { CentreChange, CentreSource } from './centre-source.ts';
import { Counter } from './counter.ts';
import { Diary } from './diary.ts';
import { Kiosk } from './kiosk.ts';
import { dayStartMs, localDay } from './local-day.ts';
import { askMs, nextProgress, type Progress } from './progress.ts';
import type { PedometerEvent } from './stay-input.ts';
import { volunteerDevice } from './volunteer-device.ts';
import { digestOf, volunteerState } from './volunteer-state.ts';

export interface CentreOptions {
  readonly gateway: CentreGateway;
  readonly clock: Clock;
  readonly zone: string;
  /** How many times faster than life the wall clock runs; 1 at a real centre. */
  readonly speed: number;
}

/** What is at hand from `start` on. */
interface Parts {
  readonly diary: Diary;
  readonly counter: Counter;
  readonly kiosk: Kiosk;
}

/** What changes without an event, by time or by who is heard, is looked for this often; with nobody there to see it, seldom. */
const lookMs = 1_000;
const unseenMs = 15_000;
/** By then every pedometer on the shelf has been heard. */
const settlingMs = 120_000;
/** A volunteer is done with a pedometer, or asks again. */
const inHandMs = 300_000;
/** Actions of today and of six days before are shown. */
const actionDays = 7;

/** After these what was said here may be settled. */
const clouds: readonly GatewayEvent['kind'][] = ['roster', 'centre-news', 'actions-sent'];

export class Centre implements CentreSource, Service {
  readonly #options: CentreOptions;
  readonly #listeners = new Set<(what: CentreChange) => void>();
  readonly #over = new AbortController();
  readonly #progress = new Map<DeviceSerial, Progress>();
  /** When a volunteer last asked for a pedometer of the roster. */
  readonly #asked = new Map<DeviceSerial, number>();
  #startedMs = 0;
  /** The states as they were when the listeners were told last by the clock. */
  #told = { kiosk: '', volunteer: '' };
  #parts: Parts | undefined;
  #wake = new AbortController();
  #unhear: () => void = () => undefined;
  #life: Promise<void> = Promise.resolve();

  constructor(options: CentreOptions) {
    this.#options = options;
  }

  /** The gateway's notes must be open. */
  start(signal: AbortSignal): Promise<void> {
    const { gateway, zone, clock } = this.#options;
    this.#startedMs = clock.monotonicMs();
    const diary = new Diary(gateway.notes(), zone);
    const counter = new Counter(this.#options, diary);
    this.#parts = { diary, counter, kiosk: new Kiosk(this.#options, diary, counter) };
    this.#unhear = gateway.onEvent((event) => this.#onEvent(event));
    this.#life = this.#live(AbortSignal.any([signal, this.#over.signal]));
    return Promise.resolve();
  }

  kiosk(): KioskState {
    const { gateway, clock, zone, speed } = this.#options;
    const { kiosk } = this.#living();
    this.#passTime();
    return {
      v: 1,
      now: isoInstant(clock.wallMs()),
      zone,
      speed,
      centre: gateway.centreNews()?.centre.name ?? null,
      isUp: gateway.isUp,
      radio: gateway.radioState,
      cameToday: kiosk.cameToday,
      cards: [...kiosk.cards],
    };
  }

  volunteer(): VolunteerState {
    const { gateway, clock, zone, speed } = this.#options;
    const { diary, counter } = this.#living();
    const [nowMs, view, hearing] = [clock.wallMs(), counter.view(), gateway.hearing()];
    const heard = new Map(hearing.map((one) => [one.device, one]));
    const devices = [...view.devices.values()].map((device) =>
      volunteerDevice({
        view: device,
        heard: heard.get(device.serial),
        progress: this.#progress.get(device.serial),
        visit: diary.visits.get(device.serial),
        failures: diary.failures(device.serial),
        swapping: diary.swaps.get(device.serial),
      }),
    );
    return volunteerState({
      ...{ nowMs, zone, speed, view, devices, hearing },
      isUp: gateway.isUp,
      isClockTrusted: gateway.isClockTrusted,
      radio: gateway.radioState,
      news: gateway.centreNews(),
      came: [...diary.came(localDay(nowMs, zone)).values()],
      actions: counter.done(view, dayStartMs(nowMs, zone, actionDays - 1)),
      outbox: gateway.outboxSummary(),
    });
  }

  subscribe(listener: (what: CentreChange) => void): () => void {
    this.#listeners.add(listener);
    this.#wake.abort();
    return () => this.#listeners.delete(listener);
  }

  ask(device: DeviceSerial): 'asked' | 'unknown-device' {
    const { gateway, clock } = this.#options;
    if (gateway.roster()?.devices[device] === undefined) return 'unknown-device';
    gateway.askFor(device);
    this.#asked.set(device, clock.monotonicMs());
    if (this.#progress.get(device)?.kind !== 'reading') {
      this.#progress.set(device, { kind: 'asked', sinceMs: clock.wallMs(), askedMs: clock.monotonicMs() });
    }
    this.#tell('volunteer');
    return 'asked';
  }

  act(action: VolunteerAction): ActionAnswer {
    const answer = this.#living().counter.act(action);
    this.#tell('kiosk');
    this.#tell('volunteer');
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unhear();
    this.#over.abort();
    await this.#life;
  }

  #onEvent(event: GatewayEvent): void {
    const { counter, kiosk } = this.#living();
    if ('address' in event) {
      kiosk.take(event, this.#isStaffs(event.device));
      this.#follow(event);
    } else if (event.kind === 'result') kiosk.takeWord(event.result);
    else if (clouds.includes(event.kind)) counter.heardOfCloud();
    this.#tell('kiosk');
    this.#tell('volunteer');
  }

  /** What lies there when the gateway starts was not brought just now, and what a volunteer asks for is in their hand. */
  #isStaffs(device: DeviceSerial | undefined): boolean {
    const nowMs = this.#options.clock.monotonicMs();
    const askedMs = device === undefined ? undefined : this.#asked.get(device);
    return nowMs - this.#startedMs < settlingMs || (askedMs !== undefined && nowMs - askedMs < inHandMs);
  }

  /** Of the centre's own pedometers. */
  #follow(event: PedometerEvent): void {
    const { gateway, clock } = this.#options;
    const { device } = event;
    if (device === undefined || gateway.roster()?.devices[device] === undefined) return;
    const next = nextProgress(this.#progress.get(device), event, clock.monotonicMs());
    if (next !== undefined) this.#progress.set(device, next);
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      this.#look();
      const waitMs = this.#listeners.size > 0 ? lookMs : unseenMs;
      await this.#options.clock.sleep(waitMs, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  #look(): void {
    this.#passTime();
    this.#giveUpAsks();
    // Nobody looks, nobody needs to know.
    if (this.#listeners.size === 0) return;
    const before = this.#told;
    this.#told = { kiosk: JSON.stringify({ ...this.kiosk(), now: '' }), volunteer: digestOf(this.volunteer()) };
    if (before.kiosk !== this.#told.kiosk) this.#tell('kiosk');
    if (before.volunteer !== this.#told.volunteer) this.#tell('volunteer');
  }

  #passTime(): void {
    const heard = this.#options.gateway.hearing().filter(({ isPresent }) => isPresent);
    this.#living().kiosk.passTime(new Set(heard.map(({ device }) => device)));
  }

  /** Nobody waits any more for a pedometer that is not here. */
  #giveUpAsks(): void {
    const { gateway, clock } = this.#options;
    for (const [device, progress] of this.#progress) {
      if (progress.kind !== 'asked' || clock.monotonicMs() - progress.askedMs < askMs) continue;
      gateway.forgetAsk(device);
      this.#progress.delete(device);
    }
  }

  #tell(what: CentreChange): void {
    for (const listener of this.#listeners) listener(what);
  }

  #living(): Parts {
    assert(this.#parts !== undefined, 'a centre is started before it is asked');
    return this.#parts;
  }
}
