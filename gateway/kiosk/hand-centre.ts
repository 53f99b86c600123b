/** Hand centre: a centre whose changes a test makes, and which notes what was asked of it. */
import type { DeviceSerial } from '../../contract/ids.ts';
import { kioskStateSchema, type KioskState } from '../../contract/kiosk.ts';
import {
  volunteerStateSchema,
  type ActionAnswer,
  type VolunteerAction,
  type VolunteerState,
} from '../../contract/volunteer.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import type { CentreChange, CentreSource } from '../centre/centre-source.ts';

const centre = '中央公民館';

export class HandCentre implements CentreSource {
  radio: 'listening' | 'deaf' = 'listening';
  readonly #clock: Clock;
  readonly #listeners = new Set<(what: CentreChange) => void>();
  readonly asked: DeviceSerial[] = [];
  readonly actions: VolunteerAction[] = [];
  /** Makes the states large. */
  strangersCount = 0;
  cameToday = 0;
  statesTaken = 0;
  broken: Error | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  kiosk(): KioskState {
    this.#take();
    return kioskStateSchema.parse({
      ...this.#common(),
      centre,
      cameToday: this.cameToday,
      cards: [],
    });
  }

  volunteer(): VolunteerState {
    this.#take();
    const now = isoInstant(this.#clock.wallMs());
    return volunteerStateSchema.parse({
      ...this.#common(),
      today: '2026-11-21',
      centre: { id: 'centre-1', name: centre },
      newsAt: null,
      isClockTrusted: true,
      waiting: { count: this.cameToday, since: null },
      devices: [],
      participants: [],
      came: [],
      actions: [],
      strangers: Array.from({ length: this.strangersCount }, (_, i) => ({ serial: `AYM-9${i}`, at: now })),
      week: null,
    });
  }

  subscribe(listener: (what: CentreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ask(device: DeviceSerial): 'asked' | 'unknown-device' {
    if (device !== 'AYM-000012') return 'unknown-device';
    this.asked.push(device);
    return 'asked';
  }

  act(action: VolunteerAction): ActionAnswer {
    if (this.broken !== undefined) throw this.broken;
    this.actions.push(action);
    return action.kind === 'lend' ? { kind: 'refused', because: 'blocked' } : { kind: 'taken', action: null };
  }

  get listenersCount(): number {
    return this.#listeners.size;
  }

  change(cameToday: number): void {
    this.cameToday = cameToday;
    for (const listener of this.#listeners) for (const what of ['kiosk', 'volunteer'] as const) listener(what);
  }

  #take(): void {
    this.statesTaken++;
    if (this.broken !== undefined) throw this.broken;
  }

  #common() {
    const now = isoInstant(this.#clock.wallMs());
    return { v: 1, now, zone: 'Asia/Tokyo', speed: 1, isUp: true, radio: this.radio } as const;
  }
}
