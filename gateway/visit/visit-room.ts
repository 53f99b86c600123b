/** VisitRoom: one gateway's side of a visit in memory, for tests: what was stored, how far, and the visits themselves. */
import type { DeviceSerial } from '../../contract/ids.ts';
import { decodePage } from '../../contract/page.ts';
import { IdleClock } from '../idle-clock.ts';
import { SimulatedPedometer } from '../radio/simulated-pedometer.ts';
import { SimulatedRadio, type Behaviour } from '../radio/simulated-radio.ts';
import type { CollectedVisit } from './collected-visit.ts';
import { conductVisit } from './conduct-visit.ts';
import { isSameDevice, type KnownDevice } from './identity.ts';
import type { VisitEnd } from './visit-words.ts';

export const roomStartMs = Date.parse('2026-11-21T01:00:00Z');
/** Ninety days. */
export const roomUptimeSeconds = 90 * 86_400;
export const roomAddress = 'c0:00:00:00:00:01';

export class VisitRoom {
  readonly clock = new IdleClock(roomStartMs);
  readonly radio: SimulatedRadio;
  readonly pedometer: SimulatedPedometer;
  readonly stored: CollectedVisit[] = [];
  isFull = false;
  known: KnownDevice | undefined;
  #held = 0;

  constructor(steps: readonly number[], options: { readonly attMtu?: number; readonly pageBuckets?: number } = {}) {
    this.radio = new SimulatedRadio(this.clock, options.attMtu);
    this.pedometer = new SimulatedPedometer({
      serial: 'AYM-000123',
      poweredOnMs: roomStartMs - roomUptimeSeconds * 1000,
      ...(options.pageBuckets === undefined ? {} : { pageBuckets: options.pageBuckets }),
    });
    this.pedometer.walk(...steps);
  }

  get held(): number {
    return this.#held;
  }

  set held(sequence: number) {
    this.#held = sequence;
  }

  /** What the pedometer was told is safe is never more than what really is. */
  get isReceiptHonest(): boolean {
    return this.pedometer.receiptSequence <= this.#held;
  }

  async visit(behaviour: Behaviour = {}): Promise<VisitEnd> {
    this.radio.bring(roomAddress, this.pedometer, behaviour);
    const advertised = this.pedometer.advertised();
    const known = this.known !== undefined && isSameDevice(this.known, advertised) ? this.known : undefined;
    const world = {
      clock: this.clock,
      radio: this.radio,
      zone: 'Asia/Tokyo',
      held: (device: DeviceSerial): number => (device === this.pedometer.serial ? this.#held : 0),
      store: (visit: CollectedVisit): 'stored' | 'full' => this.#store(visit),
      onProgress: (): void => undefined,
    };
    const end = await conductVisit(world, roomAddress, { known, rssi: -61, clockTrusted: true });
    if (end.kind !== 'failed') this.known = end.summary.known;
    return end;
  }

  #store(visit: CollectedVisit): 'stored' | 'full' {
    if (this.isFull) return 'full';
    this.stored.push(visit);
    if (visit.from <= this.#held) this.#held = Math.max(this.#held, visit.contiguousEnd);
    return 'stored';
  }
}

/** Steps that differ from bucket to bucket, so that a mix-up shows. */
export const someSteps = (buckets: number): readonly number[] =>
  Array.from({ length: buckets }, (_, i) => (i * 37) % 4001);

/** Every closed bucket of these visits, by sequence. */
export const closedSteps = (visits: readonly CollectedVisit[]): ReadonlyMap<number, number> => {
  const steps = new Map<number, number>();
  for (const bytes of visits.flatMap((visit) => visit.pages)) {
    const page = decodePage(bytes);
    if (page.kind === 'fault') throw new Error(page.fault);
    const { firstSequence, lastOpen } = page.value;
    [...page.value.steps]
      .slice(0, lastOpen ? -1 : undefined)
      .forEach((count, i) => steps.set(firstSequence + i, count));
  }
  return steps;
};
