/** Rounds: listens, visits whoever is due, one after another, and sees to it that the radio goes on hearing. */
import type { Advertised } from '../contract/advertising.ts';
import type { DeviceSerial } from '../contract/ids.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Service } from '../runtime/service.ts';
import {
  ask,
  failed,
  forgetAsk,
  hear,
  hearings,
  nextDue,
  nobodyDue,
  postponed,
  unheard,
  visited,
  type DeviceFacts,
  type DueState,
  type Hearing,
} from './due.ts';
import type { Heard, Radio } from './radio/radio.ts';
import { deafWaitMs, freshWatch, heardSomething, remedyFor, visitEnded, type RadioWatch } from './radio-watch.ts';
import type { VisitEnd } from './visit/visit-words.ts';

export interface RoundsOptions {
  readonly radio: Radio;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What is remembered of the device that was heard. */
  readonly facts: (heard: Heard) => DeviceFacts | undefined;
  /** True: nobody is visited, as nothing could be kept. */
  readonly isFull: () => boolean;
  readonly visit: (heard: Heard) => Promise<VisitEnd>;
  readonly onFull: (heard: Heard) => void;
  readonly onNoticed: (heard: Heard) => void;
  readonly onAlreadySent: (heard: Heard) => void;
  /** It works again. */
  readonly onListening: () => void;
  readonly onDeaf: (sentence: string, hint: string) => void;
}

/** How a pedometer that is known here was heard last. */
export interface HeardDevice extends Omit<Hearing, 'heardMs'> {
  /** Wall time. */
  readonly lastHeardMs: number;
}

/** With nobody due, the scan is renewed this often: it is also when the radio forgets passers-by. */
const listenMs = 30_000;
/** Whoever has to wait is looked at again this often. */
const waitMs = 500;
/** An advertisement that says the same as the last one is looked at again after this. */
const repeatMs = 1_000;
const fullWaitMs = 30_000;
/** A device that says something else than its last sighting is looked at at once; sightings of more are not kept. */
const sightingsMax = 1_024;

export class Rounds implements Service {
  readonly #options: RoundsOptions;
  readonly #over = new AbortController();
  readonly #sightings = new Map<string, { readonly advertised: Advertised; readonly atMs: number }>();
  #due: DueState = nobodyDue;
  #watch: RadioWatch = freshWatch(0);
  #wake = new AbortController();
  #isCrowded = false;
  #deafTimes = 0;
  #life: Promise<void> = Promise.resolve();
  visitsDone = 0;
  visitsFailed = 0;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  start(signal: AbortSignal): Promise<void> {
    this.#watch = freshWatch(this.#nowMs());
    this.#life = this.#live(AbortSignal.any([signal, this.#over.signal]));
    return Promise.resolve();
  }

  get watch(): RadioWatch {
    return this.#watch;
  }

  get devicesHeard(): number {
    return this.#due.entries.size;
  }

  get isDeaf(): boolean {
    return this.#deafTimes > 0;
  }

  /** Visited next if it is here, else as soon as it is heard, whatever is known of it; until a visit has ended well. */
  askFor(device: DeviceSerial): void {
    this.#due = ask(this.#due, device, this.#nowMs());
    this.#wake.abort();
  }

  forgetAsk(device: DeviceSerial): void {
    this.#due = forgetAsk(this.#due, device);
  }

  hearing(): readonly HeardDevice[] {
    const [wallMs, monotonicMs] = [this.#options.clock.wallMs(), this.#nowMs()];
    return hearings(this.#due, monotonicMs).map(({ heardMs, ...hearing }) => ({
      ...hearing,
      lastHeardMs: wallMs - (monotonicMs - heardMs),
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    // Ends a visit under way: its pages are kept or asked for again, as with any lost link.
    await this.#options.radio[Symbol.asyncDispose]();
    await this.#life;
    await this.#options.radio[Symbol.asyncDispose]();
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!(await this.#listen(signal))) continue;
      const heard = await this.#someoneDue(signal);
      if (heard !== undefined) await this.#serve(heard);
      await this.#remedy();
    }
  }

  async #listen(signal: AbortSignal): Promise<boolean> {
    const { radio, clock, log, onDeaf, onListening } = this.#options;
    this.#isCrowded = false;
    const listening = await radio.listen({
      onPedometer: (heard) => this.#hear(heard),
      onAnything: () => (this.#watch = heardSomething(this.#watch, this.#nowMs())),
      onCrowded: () => {
        this.#isCrowded = true;
        this.#wake.abort();
      },
    });
    if (listening.kind === 'listening') {
      if (this.isDeaf) onListening();
      this.#deafTimes = 0;
      return true;
    }
    // Whoever is being stopped takes the radio away from itself.
    if (signal.aborted) return false;
    if (this.#deafTimes === 0) {
      log.error({ hint: listening.hint }, listening.sentence);
      onDeaf(listening.sentence, listening.hint);
    }
    this.#watch = { ...this.#watch, resets: this.#watch.resets + 1 };
    await radio.reset();
    await clock.sleep(deafWaitMs(this.#deafTimes++), signal);
    return false;
  }

  /** Undefined when it is time to listen anew. */
  async #someoneDue(signal: AbortSignal): Promise<Heard | undefined> {
    const { clock } = this.#options;
    const untilMs = this.#nowMs() + listenMs;
    while (!signal.aborted && this.#nowMs() < untilMs) {
      const heard = nextDue(this.#due, this.#nowMs());
      if (heard !== undefined) return heard;
      // After those who are due: a flood of strangers keeps nobody out.
      if (this.#isCrowded) return undefined;
      this.#wake = new AbortController();
      await clock.sleep(waitMs, AbortSignal.any([signal, this.#wake.signal]));
    }
    return undefined;
  }

  async #serve(heard: Heard): Promise<void> {
    const { radio, isFull, onFull, visit, random } = this.#options;
    if (!radio.hasHeard(heard.address)) {
      this.#due = unheard(this.#due, heard.address);
      return;
    }
    if (isFull()) {
      onFull(heard);
      this.#due = postponed(this.#due, heard.address, this.#nowMs(), fullWaitMs);
      return;
    }
    const end = await visit(heard);
    this.#watch = visitEnded(this.#watch, !(end.kind === 'failed' && end.during === 'connecting'));
    if (end.kind === 'done') {
      this.visitsDone += 1;
      this.#due = visited(this.#due, heard.address, end.summary.known, this.#nowMs());
      return;
    }
    this.visitsFailed += 1;
    this.#due = failed(this.#due, heard.address, this.#nowMs(), random);
  }

  async #remedy(): Promise<void> {
    const { watch, remedy } = remedyFor(this.#watch, this.#nowMs());
    this.#watch = watch;
    if (remedy === 'none') return;
    this.#options.log.warn({ remedy, rescans: watch.rescans, resets: watch.resets }, 'the radio is silent');
    // The scan is begun anew at the next turn in any case.
    if (remedy === 'reset') await this.#options.radio.reset();
  }

  #hear(heard: Heard): void {
    if (this.#isRepeat(heard)) return;
    const { facts, onNoticed, onAlreadySent } = this.#options;
    const { state, verdict } = hear(this.#due, heard, facts(heard), this.#nowMs());
    this.#due = state;
    if (verdict === 'noticed') onNoticed(heard);
    if (verdict === 'noticed' || verdict === 'due') this.#wake.abort();
    if (verdict === 'already-sent') onAlreadySent(heard);
  }

  #isRepeat({ address, advertised }: Heard): boolean {
    const nowMs = this.#nowMs();
    const last = this.#sightings.get(address);
    const isRepeat =
      last?.advertised.epoch === advertised.epoch &&
      last.advertised.nextSequence === advertised.nextSequence &&
      nowMs - last.atMs < repeatMs;
    if (isRepeat) return true;
    this.#sightings.delete(address);
    this.#sightings.set(address, { advertised, atMs: nowMs });
    const [oldest] = this.#sightings.keys();
    if (this.#sightings.size > sightingsMax && oldest !== undefined) this.#sightings.delete(oldest);
    return false;
  }

  #nowMs(): number {
    return this.#options.clock.monotonicMs();
  }
}
