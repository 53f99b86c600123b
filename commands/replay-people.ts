/** Replay people: everybody of a recording with a pedometer that is lent to them when their recording begins. */
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, type CentreId, type GatewayId } from '../contract/ids.ts';
import { stepLogModel } from '../contract/gatt.ts';
import { BehaviourStack } from '../firmware-sim/behaviours/behaviour-stack.ts';
import { behaviourNamed } from '../firmware-sim/behaviours/behaviour-catalogue.ts';
import type { BehaviourName } from '../firmware-sim/behaviours/behaviour.ts';
import { bucketSecondsDefault, capacityBucketsDefault } from '../firmware-sim/pedometer/pedometer.ts';
import type { Resident } from '../firmware-sim/town/resident.ts';
import { WornSource } from '../firmware-sim/town/worn-source.ts';
import { recordingSource, type Recording } from '../firmware-sim/walkers/recording.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import type { Random } from '../runtime/random.ts';

export interface Replayed {
  readonly resident: Resident;
  readonly recording: Recording;
  readonly gateway: GatewayId;
  readonly firstDate: Temporal.PlainDate;
  readonly lastDate: Temporal.PlainDate;
}

/** How many of the pedometers have each misbehaviour when all are switched on. */
export const misbehaviourShares: readonly (readonly [BehaviourName, number])[] = [
  ['link-lost-mid-page', 0.4],
  ['battery-swapped', 0.4],
  ['clock-drift', 0.4],
  ['wrong-key', 0.1],
  ['repeated-pages', 0.4],
  ['repeated-segments', 0.4],
  ['ring-overwritten', 0.15],
  ['slow-device', 0.1],
  ['notify-without-end', 0.1],
];

export interface ReplayPeopleOptions {
  readonly recordings: readonly Recording[];
  readonly centres: number;
  readonly zone: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly misbehaving: boolean;
}

export const centreId = (index: number): CentreId => centreIdSchema.parse(`centre-${index + 1}`);
export const gatewayId = (index: number): GatewayId => gatewayIdSchema.parse(`gw-${index + 1}`);

export const replayPeople = (options: ReplayPeopleOptions): readonly Replayed[] =>
  options.recordings.map((recording, index) => {
    const centre = index % options.centres;
    return {
      resident: residentOf(recording, index, centreId(centre), options),
      recording,
      gateway: gatewayId(centre),
      firstDate: localDate(recording.firstStartMs, options.zone),
      // The recording ends where its last bucket does; at midnight that is still the day before.
      lastDate: localDate(recording.endMs - 1, options.zone),
    };
  });

/** Puts everybody, their pedometers and loans into the registry. A loan ends with the last recorded date. */
export const registerPeople = (registry: Registry, people: readonly Replayed[], zone: string): void => {
  registry.atomically(() => {
    for (const centre of new Set(people.map(({ resident }) => resident.centre))) {
      registry.putCentre({ id: centre, name: centre });
    }
    for (const { resident, recording, lastDate } of people) {
      const { serial, key, label, centre, participant, name, birthYear, capacityBuckets, bucketSeconds } = resident;
      registry.putParticipant({ id: participant, name, birthYear, centre });
      const fixed = { model: stepLogModel, status: 'in-stock' } as const;
      registry.putDevice({ serial, key, label, centre, capacityBuckets, bucketSeconds, ...fixed });
      const toMs = lastDate.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
      registry.addLoan({ device: serial, participant, fromMs: localHourStart(recording.firstStartMs, zone), toMs });
    }
  });
};

const residentOf = (
  recording: Recording,
  index: number,
  centre: CentreId,
  { clock, random, misbehaving, zone }: ReplayPeopleOptions,
): Resident => {
  const serial = deviceSerialSchema.parse(`AYM-${String(index + 1).padStart(6, '0')}`);
  const own = random.fork(serial);
  const key = Uint8Array.from({ length: 32 }, () => own.int(0, 255));
  const behaviours = new BehaviourStack(misbehaving ? misbehavioursOf(own) : []);
  const source = recordingSource(recording);
  const worn = new WornSource(source);
  const bucketSeconds = bucketSecondsDefault;
  const lentMs = localHourStart(recording.firstStartMs, zone);
  const capacityBuckets = capacityBucketsDefault;
  const pedometer = behaviours.makePedometer({
    serial,
    key,
    capacityBuckets,
    bucketSeconds,
    clock,
    source: worn,
    poweredOnMs: lentMs,
    // A true clock, so that every hour of the file is an hour of the pedometer; drift is one of the misbehaviours.
    driftPpm: 0,
  });
  return {
    participant: recording.participant,
    name: `参加者 ${index + 1}`,
    birthYear: 1950,
    centre,
    serial,
    label: String(index + 1),
    key,
    capacityBuckets,
    bucketSeconds,
    pedometer,
    behaviours,
    source,
    worn,
    habit: { everyDays: 7, phaseDays: 0, minuteOfDay: 600 },
  };
};

/** Pedometers are lent on the hour, so that no hour of theirs reaches across midnight, whenever the recording begins. */
const localHourStart = (wallMs: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(wallMs)
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'hour', roundingMode: 'floor' }).epochMilliseconds;

const misbehavioursOf = (random: Random) =>
  misbehaviourShares
    .filter(([name, share]) => random.fork(`has ${name}`).next() < share)
    .map(([name]) => behaviourNamed(name, random.fork(name)));
