/** Drawing the weather: which faults there are in a run at all, how often, and when each of them strikes. */
import { gatewayIdSchema, type GatewayId } from '../../../contract/ids.ts';
import type { Random } from '../../../runtime/random.ts';
import { dayMs } from './draw-town.ts';
import { pointKinds } from './machine.ts';
import { forgeries, type Blow, type Happening, type TownPlan } from './plan.ts';
import { writeFaults } from './virtual-disk.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

type Drawer = (random: Random, town: TownPlan) => Blow;

const machineOf = (random: Random, { gateways }: TownPlan): string =>
  random.next() < 0.4 ? 'cloud' : gatewayOf(random, gateways);

const gatewayOf = (random: Random, gateways: readonly GatewayId[]): GatewayId =>
  gateways[random.int(0, gateways.length - 1)] ?? gatewayIdSchema.parse('gw-a');

const downMs = (random: Random): number => random.pick([0, 5_000, 10 * minuteMs, 3 * hourMs, 2 * dayMs]);
const howOf = (random: Random): 'killed' | 'power' => random.pick(['killed', 'power']);

/** Those that strike at somebody's visit, when something is going on. */
const atVisits = {
  'die-soon': (random, town) => {
    const at = random.next() < 0.4 ? undefined : random.pick(pointKinds);
    const points = random.int(1, at === undefined ? random.pick([20, 100, 300]) : 3);
    return {
      kind: 'die-soon',
      machine: at === 'feed' ? 'cloud' : machineOf(random, town),
      how: howOf(random),
      points,
      at,
      downMs: downMs(random),
    };
  },
  'die-in-commit': (random, town) => ({
    kind: 'die-in-commit',
    machine: machineOf(random, town),
    downMs: downMs(random),
  }),
  'write-fails': (random, town) => ({
    kind: 'write-fails',
    machine: machineOf(random, town),
    fault: random.pick(writeFaults),
    writes: random.int(0, 12),
  }),
  freeze: (random, town) => ({
    kind: 'freeze',
    machine: machineOf(random, town),
    durationMs: random.pick([2_000, 30_000, 10 * minuteMs]),
  }),
  restart: (random, town) => ({ kind: 'restart', machine: machineOf(random, town) }),
} as const satisfies Record<string, Drawer>;

/** Those that come when they come, and last. */
const atAnyTime = {
  die: (random, town) => ({
    kind: 'die',
    machine: machineOf(random, town),
    how: howOf(random),
    downMs: downMs(random),
  }),
  'disk-fails': (random, town) => ({
    kind: 'disk-fails',
    machine: machineOf(random, town),
    fault: random.pick(['full', 'full', 'read-only']),
    durationMs: random.int(1, 60) * hourMs,
  }),
  link: (random, town) => ({
    kind: 'link',
    machine: machineOf(random, town),
    state: random.pick(['cut', 'half-open']),
    durationMs: random.pick([minuteMs, hourMs, dayMs, 8 * dayMs]),
  }),
  'broker-dies': (random) => ({ kind: 'broker-dies', forgets: random.next() < 0.5, downMs: downMs(random) }),
  quality: (random) => ({
    kind: 'quality',
    quality: {
      lossChance: random.next() * 0.5,
      repeatChance: random.next() * 0.5,
      flipChance: random.pick([0, 0.3]),
      delayMsMost: random.pick([100, 5_000, 60_000]),
    },
    durationMs: random.int(1, 100) * hourMs,
  }),
  'radio-deaf': (random, { gateways }) => ({
    kind: 'radio-deaf',
    gateway: gatewayOf(random, gateways),
    durationMs: random.int(1, 30) * hourMs,
  }),
  'clock-off': (random, { gateways }) => drawClock(random, gatewayOf(random, gateways)),
  'card-dies': (random, { gateways }) => ({ kind: 'card-dies', gateway: gatewayOf(random, gateways) }),
  'card-rots': (random, { gateways }) => ({
    kind: 'card-rots',
    gateway: gatewayOf(random, gateways),
    bytes: random.int(1, 3),
  }),
  forgery: (random, { gateways }) => ({
    kind: 'forgery',
    gateway: gatewayOf(random, gateways),
    forgery: random.pick(forgeries),
  }),
} as const satisfies Record<string, Drawer>;

/** Before the time service has set it a clock may show anything; set by hand, it is off until the service looks again. */
const drawClock = (random: Random, gateway: GatewayId): Blow => {
  const isVouchedFor = random.next() < 0.3;
  const byMs = random.pick([-dayMs, dayMs, -hourMs, -30 * dayMs, -20_000 * dayMs, 400 * dayMs]);
  const durationMs = isVouchedFor ? random.int(1, 30) * minuteMs : random.int(1, 100) * hourMs;
  return { kind: 'clock-off', gateway, byMs, isVouchedFor, durationMs };
};

/** `storm`, 0 … 1: 0 is calm. */
export const drawWeather = (
  random: Random,
  town: TownPlan,
  people: readonly Happening[],
  storm: number,
): readonly Happening[] => {
  if (storm === 0) return [];
  const isOn = (): boolean => random.next() < 0.5;
  const blows: Happening[] = [];
  const visits = people.filter(({ kind }) => kind === 'visit');
  for (const draw of Object.values(atVisits)) {
    const chance = isOn() ? random.next() * 0.6 * storm : 0;
    for (const { atMs } of visits) {
      // From some seconds before to some seconds after the middle of things.
      if (random.next() < chance) blows.push({ atMs: atMs + random.int(0, 6_000), ...draw(random, town) });
    }
  }
  for (const [kind, draw] of Object.entries(atAnyTime)) {
    if (kind.startsWith('card-') && !reachesBack(town)) continue;
    const count = isOn() ? random.int(0, Math.ceil(6 * storm)) : 0;
    for (let i = 0; i < count; i++) {
      const atMs = town.startMs + Math.floor(random.next() * town.days * dayMs);
      blows.push({ atMs, ...draw(random, town) });
    }
  }
  return blows;
};

/** Every ring still holds all it ever held, to the end and some days beyond. */
const reachesBack = ({ devices, days }: TownPlan): boolean =>
  devices.every(({ capacityBuckets, bucketSeconds }) => capacityBuckets * bucketSeconds > (days + 10) * 86_400);
