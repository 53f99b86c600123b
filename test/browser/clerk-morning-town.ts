/** Clerk's morning town: four people of a real cloud on a Saturday morning, one with a shaking machine, and the desk beside it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskBesideCloud } from '../../commands/desk-beside-cloud.ts';
import { LocalCloud } from '../../commands/local-cloud.ts';
import type { Batch } from '../../contract/batch.ts';
import {
  centreIdSchema,
  deviceSerialSchema,
  gatewayIdSchema,
  participantIdSchema,
  plainDateSchema,
} from '../../contract/ids.ts';
import { sampleVisit, type SampleDevice } from '../../ingest/sample-walk.ts';
import type { Points } from '../../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../../points/rule/programme-file.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom, type Random } from '../../runtime/random.ts';
import { ServiceStack } from '../../runtime/service.ts';
import { stillClock } from './built-page.ts';

const hourMs = 3_600_000;
/** Midnight in Japan. */
const firstDayMs = Date.parse('2026-11-01T00:00:00+09:00');
const walkedDays = 20;
const centre = centreIdSchema.parse('centre-1');
const gateway = gatewayIdSchema.parse('gw-1');
const zone = 'Asia/Tokyo';

/** The day of the machine: 18,000 steps in ten hours of 1,800. */
export const shakenDate = '2026-11-18';
const shakenDay = 17;

interface Townsperson {
  readonly name: string;
  readonly born: string;
  /** Steps of each of twenty days; nothing for whoever has a paper card only. */
  readonly days: (day: number) => number;
}

const cycle = [2900, 4120, 6200, 8450, 10_450] as const;
/** In the order of their numbers, P-0001 first; the fourth has no pedometer yet. */
const walkers: readonly Townsperson[] = [
  { name: '山田 花子', born: '1948-03-03', days: (day) => cycle[day % cycle.length] ?? 0 },
  { name: '佐藤 実', born: '1950-07-12', days: () => 6100 },
  { name: '田中 茂', born: '1944-11-21', days: () => 5300 },
];
const paperHolder = { name: '鈴木 ヨシ', born: '1940-01-05' };

export const personId = (number: number) => participantIdSchema.parse(`P-000${number}`);
const deviceOf = (number: number): SampleDevice => ({
  serial: deviceSerialSchema.parse(`AYM-00000${number}`),
  key: new Uint8Array(32).fill(number),
});

/** Hours of a day on the legs, no two alike, that add up to `steps`. */
const walkedHours = (steps: number, random: Random): readonly number[] => {
  const weights = Array.from({ length: 24 }, (_, hour) => (hour < 7 || hour > 20 ? 0 : random.next() ** 2));
  const all = weights.reduce((sum, each) => sum + each, 0);
  const hours = weights.map((weight) => Math.floor((steps * weight) / all));
  const missing = steps - hours.reduce((sum, each) => sum + each, 0);
  return hours.map((each, hour) => (hour === 9 ? each + missing : each));
};

const shakenHours: readonly number[] = Array.from({ length: 24 }, (_, hour) => (hour >= 9 && hour < 19 ? 1800 : 0));

export class ClerkMorningTown implements AsyncDisposable {
  readonly #stack: ServiceStack;
  readonly #cloud: LocalCloud;
  readonly #folder: string;
  readonly url: string;

  private constructor(stack: ServiceStack, cloud: LocalCloud, folder: string, url: string) {
    this.#stack = stack;
    this.#cloud = cloud;
    this.#folder = folder;
    this.url = url;
  }

  /** `pageFolder`: of the built pages. All steps have arrived when it resolves. */
  static async open(pageFolder: string): Promise<ClerkMorningTown> {
    const folder = await mkdtemp(join(tmpdir(), 'ayumi-clerk-'));
    const stack = new ServiceStack();
    const { signal } = new AbortController();
    const programme = readProgramme(iwamizawaRulePath);
    const parts = { clock: stillClock, log: silentLog };
    const random = seededRandom(4);
    const cloud = await stack.start(
      new LocalCloud({ ...parts, dataPath: folder, zone, programme, random, speed: 1, doubts: true }),
      signal,
    );
    enrol(cloud);
    await bring(cloud, random.fork('walks'));
    const { points } = cloud;
    const desk = await stack.start(
      deskBesideCloud({ ...parts, points, cloud: cloud.cloud, pageFolder, port: 0 }),
      signal,
    );
    return new ClerkMorningTown(stack, cloud, folder, desk.url);
  }

  get points(): Points {
    return this.#cloud.points;
  }

  /** The paper holder is lent the pedometer with the fourth sticker. */
  async lendPedometer(): Promise<void> {
    const { cloud } = this.#cloud;
    cloud.store.registry.lend(deviceOf(4).serial, personId(4), stillClock.wallMs());
    cloud.lookAgain();
    await cloud.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const enrol = ({ cloud }: LocalCloud): void => {
  const { registry } = cloud.store;
  const fixed = { model: 'steplog-1', capacityBuckets: 1440, bucketSeconds: 3600, centre } as const;
  registry.atomically(() => {
    registry.putCentre({ id: centre, name: '中央公民館' });
    [...walkers, paperHolder].forEach(({ name, born }, index) => {
      const birthYear = Number(born.slice(0, 4));
      registry.putParticipant({
        id: personId(index + 1),
        name,
        birthYear,
        birthDate: plainDateSchema.parse(born),
        centre,
      });
      registry.putDevice({ ...deviceOf(index + 1), ...fixed, label: String(index + 11), status: 'in-stock' });
    });
  });
  registry.addGateway(gateway, centre);
  walkers.forEach((_, index) => registry.lend(deviceOf(index + 1).serial, personId(index + 1), firstDayMs));
  cloud.lookAgain();
};

/** Each brings twenty days at once, this morning, as one batch of the gateway. */
const bring = async ({ cloud }: LocalCloud, random: Random): Promise<void> => {
  const atMs = stillClock.wallMs();
  const visits = walkers.map(({ days }, index) => {
    const steps = Array.from({ length: walkedDays }, (_, day) =>
      index === 1 && day === shakenDay ? shakenHours : walkedHours(days(day), random),
    ).flat();
    const today = Array.from({ length: Math.ceil((atMs - firstDayMs) / hourMs) - steps.length }, () => 0);
    const epoch = { epoch: 1, startMs: firstDayMs, firstSequence: 0, steps: [...steps, ...today] };
    return sampleVisit(deviceOf(index + 1), [epoch], { atMs, from: 0 });
  });
  const batch: Batch = { v: 1, gateway, boot: 'b', seq: 1, sentAt: new Date(atMs).toISOString(), visits };
  const payload = Buffer.from(JSON.stringify(batch));
  cloud.intake.take({ gateway, name: 'visits', payload, retained: false });
  await cloud.idle();
};
