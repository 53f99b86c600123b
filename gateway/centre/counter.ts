/** Counter: where volunteers lend, take back and change batteries: each action checked, kept and answered once. */
import type { CentreAction } from '../../contract/centre-action.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import type { ActionAnswer, DoneAction, VolunteerAction } from '../../contract/volunteer.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { CentreGateway } from './centre-gateway.ts';
import { centreView, type CentreView } from './centre-view.ts';
import { checkAction, type ActionVerdict, type Swapping } from './check-action.ts';
import type { Diary } from './diary.ts';
import { doneActions } from './done-action.ts';
import { undoneIds } from './hand-over.ts';
import { dayStartMs, localDay } from './local-day.ts';
import { SaidList } from './said-list.ts';

export interface CounterOptions {
  readonly gateway: CentreGateway;
  readonly clock: Clock;
  readonly zone: string;
  readonly speed: number;
}

/** Two actions are never so close by accident: the one that comes second is said to be later. */
const togetherMs = 1_000;

export class Counter {
  readonly #options: CounterOptions;
  readonly #diary: Diary;
  readonly #said: SaidList;

  constructor(options: CounterOptions, diary: Diary) {
    this.#options = options;
    this.#diary = diary;
    this.#said = new SaidList(options.gateway);
  }

  /** The cloud has spoken: what was said here may be settled by now. */
  heardOfCloud(): void {
    this.#said.changed();
  }

  view(): CentreView {
    const { gateway, clock, zone } = this.#options;
    return centreView({
      roster: gateway.roster(),
      news: gateway.centreNews(),
      confirmed: (device) => gateway.confirmed(device),
      said: this.#said.actions,
      visits: this.#diary.visits,
      nowMs: clock.wallMs(),
      zone,
    });
  }

  /** Those said since `fromMs`, newest last. */
  done(view: CentreView, fromMs: number): readonly DoneAction[] {
    const { gateway } = this.#options;
    const room = { view, said: this.#said.actions, news: gateway.centreNews(), undoFromMs: this.#undoFromMs() };
    return doneActions(room, fromMs);
  }

  /** Its battery is being changed, or was since its last visit: that it lost power is no trouble. */
  isSwapExplained(device: DeviceSerial, epoch: number): boolean {
    if (this.#diary.swaps.has(device)) return true;
    const undone = undoneIds(this.#said.actions);
    const isSaid = this.#said.actions.some(
      ({ action }) =>
        action.kind === 'swap' && action.device === device && action.after.epoch === epoch && !undone.has(action.id),
    );
    const last = this.#diary.visits.get(device);
    const swappedOn = this.#options.gateway.centreNews()?.devices[device]?.swappedOn ?? null;
    return isSaid || (swappedOn !== null && last !== undefined && swappedOn >= localDay(last.atMs, this.#options.zone));
  }

  act(asked: VolunteerAction): ActionAnswer {
    const isKnown = this.#said.find(asked.id) !== undefined;
    // The gateway may have ended between the action and this.
    if (isKnown && asked.kind === 'swap-end') this.#diary.endSwap(asked.device);
    if (isKnown || this.#said.hasNote(asked.id, asked.kind)) return this.#taken(asked.id);
    const view = this.view();
    return this.#carryOut(asked, this.#verdict(asked, view), view);
  }

  #verdict(asked: VolunteerAction, view: CentreView): ActionVerdict {
    const { gateway, clock, speed } = this.#options;
    const nowMs = Math.floor(clock.wallMs());
    const lastMs = this.#said.actions.at(-1)?.action.at ?? 0;
    const isTogether = Math.abs(lastMs - nowMs) < togetherMs;
    return checkAction(asked, {
      view,
      visits: this.#diary.visits,
      swaps: this.#diary.swaps,
      said: this.#said.actions,
      nowMs: isTogether ? Math.max(nowMs, lastMs + 1) : nowMs,
      undoFromMs: this.#undoFromMs(),
      speed,
      isClockTrusted: gateway.isClockTrusted,
    });
  }

  #carryOut(asked: VolunteerAction, verdict: ActionVerdict, view: CentreView): ActionAnswer {
    switch (verdict.kind) {
      case 'refused':
        return verdict;
      case 'keep':
        return this.#keep(verdict.action, view);
      case 'swap-begin':
        if (this.#diary.beginSwap(verdict.swapping) === 'full') return full;
        return this.#note(asked, verdict.swapping.device, verdict.swapping);
      case 'swap-cancel':
        return this.#diary.endSwap(verdict.device) === 'full' ? full : this.#note(asked, verdict.device);
    }
  }

  #keep(action: CentreAction, view: CentreView): ActionAnswer {
    if (this.#said.keep(action, view.holdings) === 'full') return full;
    if (action.kind === 'swap') this.#diary.endSwap(action.device);
    return this.#taken(action.id);
  }

  /** No action of its own: nothing goes to the cloud. */
  #note({ id, kind }: VolunteerAction, device: DeviceSerial, swapping?: Swapping): ActionAnswer {
    const atMs = this.#options.clock.wallMs();
    const powerLostAfterMs = swapping?.powerLostAfterMs ?? null;
    this.#said.note({ id, atMs, kind, device, before: [], powerLostAfterMs });
    return { kind: 'taken', action: null };
  }

  #taken(id: string): ActionAnswer {
    const action = this.done(this.view(), -Infinity).find((done) => done.id === id) ?? null;
    return { kind: 'taken', action };
  }

  /** The beginning of yesterday. */
  #undoFromMs(): number {
    const { clock, zone } = this.#options;
    return dayStartMs(clock.wallMs(), zone, 1);
  }
}

const full: ActionAnswer = { kind: 'refused', because: 'full' };
