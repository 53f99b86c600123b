/** Townspeople: everybody of a simulated town and their pedometers, drawn from the config's seed. */
import {
  deviceSerialSchema,
  participantIdSchema,
  type CentreId,
  type DeviceSerial,
  type ParticipantId,
} from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { localDate } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { seededRandom, type Random } from '../../runtime/random.ts';
import { behaviourNamed } from '../behaviours/behaviour-catalogue.ts';
import { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { StepSource } from '../pedometer/step-source.ts';
import type { SimConfig } from '../sim-config.ts';
import { PersonaSource, dayNumber } from '../walkers/persona-source.ts';
import { drawPersona } from '../walkers/persona.ts';
import { recordingSource, type Recording } from '../walkers/recording.ts';
import { townWeather } from '../walkers/weather.ts';
import { madeUpName } from './made-up-name.ts';
import type { Resident, TownPedometer, TownPerson } from './resident.ts';
import { WornSource } from './worn-source.ts';

const dayMs = 86_400_000;
/** Ages at which people take part in such programmes, more of them old than young. */
const ageLeast = 55;
const ageMost = 92;
const opensAtMinute = 9 * 60;
const closesAtMinute = 17 * 60;

/** Somebody who walks, before a pedometer is lent to them. */
interface Walker {
  readonly participant: ParticipantId;
  readonly age: number;
  readonly source: StepSource;
}

/**
 * The same config always makes the same people, keys and misbehaviours. `recordings` are those of the file named in
 * `config.people`, and none with personas.
 */
export const drawTownspeople = (
  config: SimConfig,
  clock: Pick<Clock, 'wallMs'>,
  recordings: readonly Recording[] = [],
): readonly Resident[] => {
  const town = seededRandom(config.seed);
  const walkers =
    config.people.kind === 'personas' ? personas(config, config.people.count, town) : again(config, recordings, town);
  return walkers.map((walker, i) => residentOf(config, clock, walker, i, town));
};

/** Pedometers that lie at their centres and are lent to nobody yet; their stickers go on after those of `residentsCount`. */
export const drawSpares = (
  config: SimConfig,
  clock: Pick<Clock, 'wallMs'>,
  residentsCount: number,
): readonly TownPedometer[] => {
  const town = seededRandom(config.seed);
  return Array.from({ length: config.sparesPerCentre * config.centres.length }, (_, i) =>
    pedometerOf(config, clock, new WornSource(), residentsCount + i, deviceRandom(town, residentsCount + i)),
  );
};

/** People who have joined and have no pedometer yet; their numbers go on after those of `residentsCount`. */
export const drawWaiting = (config: SimConfig, residentsCount: number): readonly TownPerson[] => {
  const town = seededRandom(config.seed);
  return personas(config, config.waiting, town, residentsCount).map((walker, i) =>
    personOf(config, walker, residentsCount + i, town.fork(`waiting ${walker.participant}`)),
  );
};

/** The instant at which everybody's pedometer is lent and begins to count. */
export const lentAtMs = (config: SimConfig): number =>
  Temporal.PlainDate.from(config.firstDate).toZonedDateTime(config.zone).epochMilliseconds;

const personas = (config: SimConfig, count: number, town: Random, before = 0): readonly Walker[] => {
  const weather = townWeather(town.fork('weather'));
  const firstDate = Temporal.PlainDate.from(config.firstDate);
  return Array.from({ length: count }, (_, i) => {
    const participant = participantIdSchema.parse(`P-${String(before + i + 1).padStart(4, '0')}`);
    const random = town.fork(`person ${participant}`);
    const age = Math.min(ageMost, Math.max(ageLeast, Math.round(74 + 8 * random.normal())));
    const persona = drawPersona(random.fork('persona'), participant, age);
    return { participant, age, source: new PersonaSource({ persona, weather, zone: config.zone, firstDate }) };
  });
};

/** Whole days later: everybody keeps the time of day at which they walked. */
const again = (config: SimConfig, recordings: readonly Recording[], town: Random): readonly Walker[] => {
  const first = Math.min(...recordings.map(({ firstStartMs }) => dayNumber(localDate(firstStartMs, config.zone))));
  const laterMs = (dayNumber(Temporal.PlainDate.from(config.firstDate)) - first) * dayMs;
  return recordings.map((recording) => ({
    participant: recording.participant,
    age: town.fork(`person ${recording.participant}`).int(ageLeast, ageMost),
    source: recordingSource(recording, laterMs),
  }));
};

const residentOf = (
  config: SimConfig,
  clock: Pick<Clock, 'wallMs'>,
  walker: Walker,
  index: number,
  town: Random,
): Resident => {
  const random = deviceRandom(town, index);
  const pedometer = pedometerOf(config, clock, new WornSource(walker.source), index, random);
  const everyDays = Math.max(1, Math.round(config.visitEveryDays * (0.5 + random.next())));
  return {
    ...personOf(config, walker, index, random),
    ...pedometer,
    habit: {
      everyDays,
      phaseDays: random.int(0, everyDays - 1),
      minuteOfDay: random.int(opensAtMinute, closesAtMinute),
    },
  };
};

const personOf = (config: SimConfig, walker: Walker, index: number, random: Random): TownPerson => ({
  participant: walker.participant,
  name: madeUpName(random.fork('name')),
  birthYear: Temporal.PlainDate.from(config.firstDate).year - walker.age,
  centre: centreOf(config, index),
  source: walker.source,
});

const pedometerOf = (
  config: SimConfig,
  clock: Pick<Clock, 'wallMs'>,
  worn: WornSource,
  index: number,
  random: Random,
): TownPedometer => {
  const key = Uint8Array.from({ length: 32 }, () => random.int(0, 255));
  const { capacityBuckets, bucketSeconds, driftPpmMax } = config.pedometers;
  const behaviours = new BehaviourStack(
    config.behaviours
      .filter(({ name, share }) => random.fork(`has ${name}`).next() < share)
      .map(({ name }) => behaviourNamed(name, random.fork(name))),
  );
  const serial = serialOf(index);
  const pedometer = behaviours.makePedometer({
    serial,
    key,
    capacityBuckets,
    bucketSeconds,
    clock,
    source: worn,
    poweredOnMs: lentAtMs(config),
    driftPpm: driftPpmMax * (2 * random.next() - 1),
  });
  return {
    centre: centreOf(config, index),
    serial,
    key,
    capacityBuckets,
    bucketSeconds,
    pedometer,
    behaviours,
    label: String(index + 1),
    worn,
  };
};

const serialOf = (index: number): DeviceSerial => deviceSerialSchema.parse(`AYM-${String(index + 1).padStart(6, '0')}`);

const deviceRandom = (town: Random, index: number): Random => town.fork(`device ${serialOf(index)}`);

const centreOf = (config: SimConfig, index: number): CentreId => {
  const centre = config.centres[index % config.centres.length];
  assert(centre !== undefined, 'a town has a centre');
  return centre.id;
};
