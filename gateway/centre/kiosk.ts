/** Kiosk: what happens beside the tray, as cards; and what of it the centre writes down. */
import type { DeviceSerial } from '../../contract/ids.ts';
import type { KioskCard } from '../../contract/kiosk.ts';
import type { VisitResult } from '../../contract/visit-result.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ViewDevice } from './centre-view.ts';
import type { Counter } from './counter.ts';
import type { Diary } from './diary.ts';
import { cardsOf, noCards, passTime, takeInput, takeResult, withoutCard, type CardsState } from './kiosk-cards.ts';
import { localDay } from './local-day.ts';
import { signOf, whoseOf, type PedometerEvent, type VisitDone } from './stay-input.ts';
import type { StayNow, StaySign } from './stay.ts';
import { toldAlready, toldVisit, type VisitRoom } from './told-visit.ts';

export interface KioskOptions {
  readonly clock: Clock;
  readonly zone: string;
}

/** Of so many visits at once the cloud may answer before their links have been closed. */
const earlyMax = 64;

export class Kiosk {
  readonly #options: KioskOptions;
  readonly #diary: Diary;
  readonly #counter: Counter;
  #state: CardsState = noCards;
  /** Answers to visits that are not over here: what they brought is sent before the pedometer is let go. */
  readonly #early = new Map<string, VisitResult>();

  constructor(options: KioskOptions, diary: Diary, counter: Counter) {
    this.#options = options;
    this.#diary = diary;
    this.#counter = counter;
  }

  /** Oldest first. */
  get cards(): readonly KioskCard[] {
    return cardsOf(this.#state);
  }

  /** How many pedometers on loan have been read today. */
  get cameToday(): number {
    const { clock, zone } = this.#options;
    return [...this.#diary.came(localDay(clock.wallMs(), zone)).values()].filter(({ result }) => result !== null)
      .length;
  }

  /** `isStaffs`: nobody has brought it; it lies there, or a volunteer has it in their hand. */
  take(event: PedometerEvent, isStaffs: boolean): void {
    const view = event.device === undefined ? undefined : this.#counter.view().devices.get(event.device);
    const sign = event.kind === 'visit-done' ? this.#told(event, view) : signOf(event);
    this.#state = takeInput(this.#state, { ...whoseOf(event, view), ...sign }, this.#now());
    if (isStaffs && isOfShelf(view)) this.#state = withoutCard(this.#state, event.address);
    if (sign.kind === 'told' && sign.visit !== null) this.#takeEarly(sign.visit);
    if (event.kind !== 'visit-failed' || event.device === undefined) return;
    this.#diary.takeFailure(event.device, { atMs: event.atMs, because: event.because });
  }

  takeWord(result: VisitResult): void {
    if (this.#diary.visits.get(result.device)?.visit !== result.visit) this.#keepEarly(result);
    this.#diary.takeWord(result);
    this.#state = takeResult(this.#state, result);
  }

  /** `heard`: the pedometers on the air at this moment. */
  passTime(heard: ReadonlySet<DeviceSerial>): void {
    this.#state = passTime(this.#state, heard, this.#now(), this.#options.zone);
  }

  #keepEarly(result: VisitResult): void {
    this.#early.set(result.visit, result);
    const [oldest] = this.#early.keys();
    if (this.#early.size > earlyMax && oldest !== undefined) this.#early.delete(oldest);
  }

  #takeEarly(visit: string): void {
    const result = this.#early.get(visit);
    this.#early.delete(visit);
    if (result !== undefined) this.takeWord(result);
  }

  #told(event: VisitDone, view: ViewDevice | undefined): StaySign {
    const { zone } = this.#options;
    const { device, status } = event;
    if (device === undefined) return { kind: 'told', step: { kind: 'not-on-loan', status: null }, visit: null };
    const room: VisitRoom = {
      device,
      view,
      last: this.#diary.visits.get(device),
      came: this.#diary.came(localDay(status?.stampMs ?? event.atMs, zone)).get(device),
      isSwapExplained: status !== undefined && this.#counter.isSwapExplained(device, status.epoch),
      zone,
    };
    if (status === undefined) {
      return { kind: 'told', step: toldAlready(room, event.atMs), visit: room.last?.visit ?? null };
    }
    const told = toldVisit(event, status, room);
    this.#diary.takeVisit(told);
    return { kind: 'told', step: told.step, visit: told.facts.visit };
  }

  #now(): StayNow {
    const { clock } = this.#options;
    return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
  }
}

const isOfShelf = (view: ViewDevice | undefined): boolean => view?.status === 'in-stock' || view?.status === 'returned';
