/** Hand source: a live source whose changes a test makes, with an empty programme behind it. */
import { liveSnapshotSchema, liveVisitSchema, type LiveSnapshot, type LiveVisit } from '../../contract/live.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import type { LiveEvent, LiveSource } from './live-source.ts';

export class HandSource implements LiveSource {
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  snapshotsTaken = 0;
  quarantine = 0;
  broken = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  snapshot(): LiveSnapshot {
    this.snapshotsTaken++;
    if (this.broken) throw new Error('the tables cannot be read');
    return liveSnapshotSchema.parse({
      v: 1,
      now: isoInstant(this.#clock.wallMs()),
      zone: 'Asia/Tokyo',
      speed: 1,
      centres: [],
      participants: [],
      visits: [],
      dates: [],
      points: { issued: 0, today: 0 },
      tiers: [3000, 5000, 8000, 10_000],
      quarantine: this.quarantine,
    });
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listenersCount(): number {
    return this.#listeners.size;
  }

  change(quarantine: number): void {
    this.quarantine = quarantine;
    this.#tell({ kind: 'changed' });
  }

  visit(id: string): void {
    this.#tell({ kind: 'visit', visit: visitOf(id) });
  }

  #tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const visitOf = (id: string): LiveVisit =>
  liveVisitSchema.parse({
    id,
    at: '2026-11-21T01:02:03.123Z',
    gateway: 'gw-iwamizawa-01',
    device: 'AYM-000012',
    label: '12',
    participant: 'P-0012',
    pages: 3,
    buckets: 168,
    days: 7,
    newSteps: 43_210,
    battery: 83,
    quarantined: 0,
  });
