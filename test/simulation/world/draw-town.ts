/** Drawing a town: who has which pedometer, when they come, and what they do to it. */
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, participantIdSchema } from '../../../contract/ids.ts';
import type { GatewayId } from '../../../contract/ids.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Happening, TownPlan } from './plan.ts';
import { noTrouble, type LinkTrouble } from './room.ts';
import type { DeviceMake } from './simulated-device.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export interface DrawnTown {
  readonly town: TownPlan;
  readonly happenings: readonly Happening[];
}

const zones = ['Asia/Tokyo', 'Asia/Tokyo', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/St_Johns'] as const;

/** `storm`, 0 … 1: how much goes wrong on the links of a visit. */
export const drawTown = (random: Random, storm: number): DrawnTown => {
  const zone = random.pick(zones);
  const first = Temporal.PlainDate.from('2026-12-01').add({ days: random.int(0, 900) });
  const startMs = first.toZonedDateTime(zone).epochMilliseconds;
  const days = random.next() < 0.04 ? random.int(30, 75) : random.int(3, random.pick([6, 9, 12, 24]));
  const gateways = ['gw-a', 'gw-b', 'gw-c']
    .slice(0, random.pick([1, 1, 2, 2, 3]))
    .map((id) => gatewayIdSchema.parse(id));
  const people = random.int(1, 4);
  const devices = Array.from({ length: people + random.int(0, 2) }, (_, i) => drawDevice(random, i, startMs));
  const participants = Array.from({ length: people + 4 }, (_, i) => participantIdSchema.parse(`P-${1001 + i}`));
  const walks = new Map(devices.map(({ serial }, i) => [serial, i > 0 && random.next() < 0.1 ? i - 1 : i]));
  const centre = centreIdSchema.parse('centre-1');
  const late = devices.filter(() => random.next() < 0.06);
  const registeredMs = new Map(late.map(({ serial }) => [serial, startMs + Math.floor(random.next() * days * dayMs)]));
  const unregistered = [...registeredMs.keys()];
  const town: TownPlan = { zone, startMs, days, centre, gateways, devices, participants, walks, unregistered };
  const lives = new LoanDrawer(random, town, people, registeredMs);
  const happenings: readonly Happening[] = [
    // At the same minute a pedometer is first known, and then lent.
    ...[...registeredMs].map(([device, atMs]) => ({ kind: 'register' as const, atMs, device })),
    ...lives.draw(),
    ...devices.flatMap((device) => drawVisits(random, town, device, storm)),
    ...devices.flatMap((device) => drawSwaps(random, town, device)),
  ];
  return { town, happenings };
};

const drawDevice = (random: Random, index: number, startMs: number): DeviceMake => {
  const bucketSeconds = random.pick([3600, 3600, 3600, 1800, 600]);
  const ringDays = random.pick([60, 60, 40, 10, 3]);
  return {
    serial: deviceSerialSchema.parse(`AYM-${String(index + 1).padStart(6, '0')}`),
    key: Uint8Array.from({ length: 32 }, () => random.int(0, 255)),
    label: String(index + 1),
    address: `c0:00:00:00:00:${String(index + 10)}`,
    bucketSeconds,
    capacityBuckets: Math.min(8_000, Math.ceil((ringDays * 86_400) / bucketSeconds)),
    driftPpm: random.pick([0, 20, 100, -100, 500]) * random.next(),
    sensorFailsEvery: random.next() < 0.15 ? random.int(2, 30) : undefined,
    // Switched on before the world begins, at any second of an hour.
    poweredOnMs: startMs - random.int(0, 2 * 86_400) * 1000,
  };
};

/** Loans: lent at the beginning, some returned and lent on, some exchanged after the washing machine. */
class LoanDrawer {
  readonly #random: Random;
  readonly #town: TownPlan;
  #nextPerson: number;
  readonly #happenings: Happening[] = [];
  /** When the last thing about a pedometer or a person was keyed in. */
  readonly #keyedInMs: Map<string, number>;

  constructor(random: Random, town: TownPlan, people: number, keyedInMs: ReadonlyMap<string, number>) {
    this.#random = random;
    this.#town = town;
    this.#nextPerson = people;
    this.#keyedInMs = new Map(keyedInMs);
  }

  draw(): readonly Happening[] {
    const { devices, participants, startMs } = this.#town;
    const people = this.#nextPerson;
    const spare = devices.slice(people);
    devices.slice(0, people).forEach((device, i) => {
      const participant = participants[i];
      if (participant === undefined) return;
      const fromMs = startMs + this.#random.int(0, 30) * hourMs;
      this.#lend(device, participant, fromMs);
      const chance = this.#random.next();
      if (chance < 0.25) this.#returned(device, fromMs, participant);
      else if (chance < 0.4) this.#washed(device, fromMs, participant, spare.shift());
    });
    return this.#happenings;
  }

  #returned(device: DeviceMake, fromMs: number, participant: TownPlan['participants'][number]): void {
    const toMs = this.#someTime(fromMs);
    this.#takeBack(device, toMs, participant);
    const next = this.#town.participants[this.#nextPerson++];
    if (next === undefined || this.#random.next() < 0.2) return;
    // Sometimes handed over at once, within one bucket.
    this.#lend(device, next, toMs + this.#random.pick([0, 0, 20 * minuteMs, 3 * hourMs, 2 * dayMs]));
  }

  #washed(
    device: DeviceMake,
    fromMs: number,
    participant: TownPlan['participants'][number],
    spare: DeviceMake | undefined,
  ): void {
    const atMs = this.#someTime(fromMs);
    this.#happenings.push({ kind: 'wash', atMs, device: device.serial });
    const endMs = atMs + this.#random.int(0, 48) * hourMs;
    this.#takeBack(device, endMs, participant);
    if (spare !== undefined) this.#lend(spare, participant, endMs + this.#random.pick([0, hourMs, dayMs]));
  }

  /** Known at the desk at once, or some hours or days later. */
  #lend(device: DeviceMake, participant: TownPlan['participants'][number], fromMs: number): void {
    const atMs = this.#keyedInAtMs([device.serial, participant], fromMs);
    this.#happenings.push({ kind: 'lend', atMs, device: device.serial, participant, fromMs });
  }

  #takeBack({ serial }: DeviceMake, toMs: number, participant: TownPlan['participants'][number]): void {
    const atMs = this.#keyedInAtMs([serial, participant], toMs);
    this.#happenings.push({ kind: 'take-back', atMs, device: serial, toMs });
  }

  /** At once, or when somebody finds the time; of one pedometer and one person in the order in which it happened. */
  #keyedInAtMs(of: readonly string[], happenedMs: number): number {
    const laterMs = this.#random.pick([0, 0, 10 * minuteMs, 5 * hourMs, 3 * dayMs]);
    const atMs = Math.max(happenedMs + laterMs, ...of.map((each) => this.#keyedInMs.get(each) ?? 0));
    for (const each of of) this.#keyedInMs.set(each, atMs);
    return atMs;
  }

  #someTime(afterMs: number): number {
    const lastMs = this.#town.startMs + this.#town.days * dayMs;
    return afterMs + this.#random.int(30, Math.max(31, (lastMs - afterMs) / minuteMs)) * minuteMs;
  }
}

const drawVisits = (
  random: Random,
  { startMs, days, gateways }: TownPlan,
  { serial }: DeviceMake,
  storm: number,
): readonly Happening[] => {
  const everyDays = Math.max(random.pick([1, 2, 3, 7, 7, 14, 40]), days > 20 ? 4 : 1);
  const own = pickGateway(random, gateways);
  const isForgetful = random.next() < 0.3;
  const visits: Happening[] = [];
  for (let day = random.int(0, everyDays); day < days; day += Math.max(1, everyDays + random.int(-1, 1))) {
    if (isForgetful && random.next() < 0.4) continue;
    const gateway = random.next() < 0.15 ? pickGateway(random, gateways) : own;
    const atMs = startMs + day * dayMs + random.int(9 * 60, 18 * 60) * minuteMs;
    const visit = { kind: 'visit', device: serial, trouble: drawTrouble(random, storm), patienceMs: 45_000 } as const;
    visits.push({ ...visit, atMs, gateway });
    // To the other centre on the same day, or twice within the hour.
    if (random.next() < 0.1)
      visits.push({ ...visit, atMs: atMs + random.int(2, 120) * minuteMs, gateway: pickGateway(random, gateways) });
  }
  return visits;
};

const drawSwaps = (random: Random, { startMs, days }: TownPlan, { serial }: DeviceMake): readonly Happening[] =>
  Array.from({ length: random.pick([0, 0, 0, 1, 1, 2]) }, () => ({
    kind: 'swap',
    atMs: startMs + Math.floor(random.next() * days * dayMs),
    device: serial,
    offMs: random.pick([0, 0, 4_000, 120_000, 5 * hourMs]),
  }));

const drawTrouble = (random: Random, storm: number): LinkTrouble => {
  if (random.next() > storm) return noTrouble;
  const some = (most: number): number => (random.next() < 0.5 ? 0 : random.next() * most * storm);
  return {
    dropChance: some(0.15),
    hangChance: some(0.08),
    refuseChance: some(0.08),
    segmentLossChance: some(0.3),
    segmentRepeatChance: some(0.5),
  };
};

const pickGateway = (random: Random, gateways: readonly GatewayId[]): GatewayId =>
  gateways[random.int(0, gateways.length - 1)] ?? gatewayIdSchema.parse('gw-a');
