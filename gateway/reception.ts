/** Reception: one pedometer's visit from the advertisement to the outbox, and what the kiosk is told of it. */
import type { DeviceSerial } from '../contract/ids.ts';
import { isoInstant, type Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { DeviceFacts } from './due.ts';
import type { GatewayHappening, VisitStatus } from './gateway-event.ts';
import type { DeviceMemory } from './outbox/device-memory.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Heard, Radio } from './radio/radio.ts';
import { randomId } from './random-id.ts';
import { reportsOf, type CollectedVisit } from './visit/collected-visit.ts';
import { conductVisit } from './visit/conduct-visit.ts';
import { daysBrought } from './visit/days-brought.ts';
import { isSameDevice, type KnownDevice } from './visit/identity.ts';
import type { VisitEnd, VisitSummary } from './visit/visit-words.ts';

/** More broken visits at once are not a centre's doing; those beyond begin anew, which costs time and nothing else. */
const brokenMax = 1024;

export interface ReceptionOptions {
  readonly radio: Radio;
  readonly outbox: Outbox;
  readonly memory: DeviceMemory;
  readonly zone: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly isClockTrusted: () => boolean;
  /** Something is in the outbox that was not before. */
  readonly onStored: () => void;
  readonly onEvent: (event: GatewayHappening) => void;
}

export class Reception {
  readonly #options: ReceptionOptions;
  /** Of the visit under way: its last report, after which the cloud has all of it, and whether its clock was right. */
  #stored: { readonly id: string | undefined; readonly isClockTrusted: boolean } | undefined;
  /** Devices whose last visit broke after something had come; the next one goes on from there. */
  readonly #broken = new Set<DeviceSerial>();

  constructor(options: ReceptionOptions) {
    this.#options = options;
  }

  /** Undefined for an address never visited, and for one whose device has fewer buckets than it had: another one. */
  facts({ address, advertised }: Heard): DeviceFacts | undefined {
    const known = this.#options.memory.recall(address);
    if (known === undefined || advertised.nextSequence < known.nextSequence) return undefined;
    return { device: known.serial, held: this.#held(known.serial), epoch: known.epoch };
  }

  async visit(heard: Heard): Promise<VisitEnd> {
    const { memory, log, onEvent, isClockTrusted } = this.#options;
    const { address, advertised, rssi } = heard;
    const known = this.#knownAs(heard);
    this.#stored = undefined;
    const startedMs = this.#options.clock.wallMs();
    onEvent({ kind: 'visit-started', ...this.#whose(address, known?.serial) });
    const end = await conductVisit(this.#world(address), address, {
      known,
      rssi: Math.max(-128, Math.min(127, Math.round(rssi))),
      clockTrusted: isClockTrusted(),
    });
    if (end.kind === 'failed') {
      if (end.because === 'other-device') memory.forgetAddress(address);
      log.warn(
        { address, device: known?.serial, during: end.during, because: end.because, advertised },
        'visit failed',
      );
      onEvent({ kind: 'visit-failed', ...this.#whose(address, known?.serial), because: end.because, isPartial: false });
      return end;
    }
    const epochBefore = memory.recallDevice(end.summary.device)?.epoch;
    memory.remember(address, end.summary.known, this.#options.clock.wallMs());
    this.#tell(address, end, { startedMs, epochBefore });
    return end;
  }

  /** Heard, and its turn soon. */
  noticed(heard: Heard): void {
    this.#options.onEvent({ kind: 'noticed', ...this.#whose(heard.address, this.#knownAs(heard)?.serial) });
  }

  /** Heard, and nothing new: said without a visit. */
  alreadySent({ address }: Heard): void {
    const serial = this.#options.memory.recall(address)?.serial;
    this.#options.onEvent({
      kind: 'visit-done',
      ...this.#whose(address, serial),
      visit: undefined,
      status: undefined,
      days: 0,
      buckets: 0,
      alreadySent: true,
      batteryPercent: undefined,
    });
  }

  /** Heard, but there is no room for what it would bring. */
  turnedAway({ address }: Heard): void {
    const serial = this.#options.memory.recall(address)?.serial;
    const event = { kind: 'visit-failed', because: 'outbox-full', isPartial: false } as const;
    this.#options.onEvent({ ...event, ...this.#whose(address, serial) });
  }

  #tell(
    address: string,
    end: VisitEnd & { readonly summary: VisitSummary },
    context: Pick<VisitStatus, 'startedMs' | 'epochBefore'>,
  ): void {
    const { log, onEvent, zone } = this.#options;
    const { summary } = end;
    this.#broken.delete(summary.device);
    if (end.kind === 'broken' && this.#broken.size < brokenMax) this.#broken.add(summary.device);
    const whose = this.#whose(address, summary.device);
    const { attMtu, buckets, contiguousEnd, isReceipted } = summary;
    const words = { address, device: summary.device, attMtu, buckets, contiguousEnd, isReceipted };
    if (end.kind === 'broken') {
      log.warn({ ...words, during: end.during, because: end.because }, 'visit broken; what came is kept');
      onEvent({ kind: 'visit-failed', ...whose, because: end.because, isPartial: true });
      return;
    }
    log.info(words, 'visit done');
    onEvent({
      kind: 'visit-done',
      ...whose,
      visit: this.#stored?.id,
      status: { ...statusOf(summary), ...context, isClockTrusted: this.#stored?.isClockTrusted === true },
      days: daysBrought(summary, zone),
      buckets,
      alreadySent: summary.bucketsAsked === 0,
      batteryPercent: summary.batteryPercent,
    });
  }

  #world(address: string): Parameters<typeof conductVisit>[0] {
    const { clock, radio, zone, onEvent } = this.#options;
    return {
      clock,
      radio,
      zone,
      held: (device) => (this.#broken.has(device) ? this.#held(device) : this.#options.memory.confirmed(device)),
      store: (visit, startedMs) => this.#store(visit, startedMs),
      onProgress: ({ device, buckets, bucketsAsked }) =>
        onEvent({ kind: 'visit-progress', ...this.#whose(address, device), buckets, bucketsAsked }),
    };
  }

  #store(visit: CollectedVisit, startedMs: number): 'stored' | 'full' {
    const { clock, random, outbox, onStored, isClockTrusted } = this.#options;
    const nowMs = clock.wallMs();
    const times = { startedAt: isoInstant(startedMs), endedAt: isoInstant(nowMs) };
    // A clock that was stepped in the middle of the visit was wrong either before or after.
    const trusted = visit.stamp.trusted && isClockTrusted();
    const reports = reportsOf({ ...visit, stamp: { ...visit.stamp, trusted } }, times, () => randomId(nowMs, random));
    const answer = outbox.add(reports, nowMs);
    if (answer === 'stored') {
      this.#stored = { id: reports.at(-1)?.report.id, isClockTrusted: trusted };
      onStored();
    }
    return answer;
  }

  #knownAs({ address, advertised }: Heard): KnownDevice | undefined {
    const known = this.#options.memory.recall(address);
    return known !== undefined && isSameDevice(known, advertised) ? known : undefined;
  }

  #held(device: DeviceSerial): number {
    const { outbox, memory } = this.#options;
    return outbox.held(device, memory.confirmed(device));
  }

  #whose(address: string, device: DeviceSerial | undefined) {
    const label = device === undefined ? undefined : this.#options.memory.rosterDevice(device)?.label;
    return { address, device, label };
  }
}

const statusOf = ({
  status,
  stampMs,
}: VisitSummary): Omit<VisitStatus, 'startedMs' | 'epochBefore' | 'isClockTrusted'> => ({
  stampMs,
  epoch: status.epoch,
  nextSequence: status.nextSequence,
  uptimeSeconds: status.uptimeSeconds,
  bucketSeconds: status.bucketSeconds,
  capacityBuckets: status.capacityBuckets,
  isOverwritten: status.flags.overwritten,
  isBatteryLow: status.flags.batteryLow,
  lostBuckets: status.lostBuckets,
});
