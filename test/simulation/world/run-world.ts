/** Running a world: through its weather, into clear skies, until everything has caught up or should have; then the books. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBooks } from '../checkers/books.ts';
import { checkBooks } from '../checkers/check-books.ts';
import { wrongs, type Wrong } from '../checkers/wrong.ts';
import { dayMs } from './draw-town.ts';
import { inLife } from './machine.ts';
import { clearQuality } from './network.ts';
import { perform } from './perform.ts';
import type { Plan } from './plan.ts';
import { noTrouble } from './room.ts';
import { World } from './world.ts';

export interface WorldEnd {
  readonly seed: number;
  readonly wrongs: readonly Wrong[];
  readonly story: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly virtualDays: number;
  /** The same for the same seed and the same code. */
  readonly digest: string;
}

const minuteMs = 60_000;
/** When the weather clears, and after the last visit, everything has so long to arrive. */
const catchUpMs = 60 * minuteMs;
const catchUpStrideMs = 2 * minuteMs;

/** Memory where there is some: what a power cut leaves is worked out, not left to the machine's own disk. */
const scratch = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

export const runWorld = async (plan: Plan): Promise<WorldEnd> => {
  const directory = mkdtempSync(join(scratch(), 'ayumi-world-'));
  try {
    using world = new World(plan, directory);
    await world.open();
    for (const happening of plan.happenings) {
      await world.pass(happening.atMs);
      perform(world, happening);
      if (!['register', 'lend', 'take-back'].includes(happening.kind)) world.stayAwake();
    }
    const late = catchUpWrongs(world, await clearUp(world));
    await world.close();
    const end = checkAll(world);
    const digest = createHash('sha256').update(world.story.digest()).update(end.digest).digest('hex');
    return {
      seed: plan.seed,
      wrongs: [...world.wrongs, ...late, ...end.wrongs],
      story: world.story.lines,
      counts: world.story.counts,
      virtualDays: (world.time.nowMs - plan.town.startMs) / dayMs,
      digest,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

/** All faults stop. Everybody comes twice more, on two days, and the nights are let pass. Answers what took longer than it may. */
const clearUp = async (world: World): Promise<readonly string[]> => {
  const { plan, time, network } = world;
  const late: string[] = [];
  await world.pass(Math.max(time.nowMs, plan.town.startMs + plan.town.days * dayMs));
  world.story.tell('weather', 'clears');
  network.quality = clearQuality;
  network.isBrokerUp = plan.broker === 'remote' || world.cloud.isUp;
  for (const machine of world.machines) {
    machine.disarm();
    machine.thaw();
    machine.setClock(0, true);
    network.setLink(machine.name, 'up');
    await machine.start();
  }
  for (const room of world.rooms.values()) room.isDeaf = false;
  await world.pass(time.nowMs + catchUpMs, catchUpStrideMs);
  late.push(...stillWaiting(world, 'an hour after the weather has cleared'));
  world.unpark();
  const { life } = world.cloud;
  if (life !== undefined) inLife(life, () => world.desk.work());
  for (let day = 0; day < 2; day++) {
    await world.pass(time.nowMs + dayMs);
    for (const [i, device] of [...world.devices.values()].entries()) {
      const gateway = plan.town.gateways[i % plan.town.gateways.length];
      if (gateway === undefined || !device.isSpeaking) continue;
      world.visit(device, gateway, noTrouble, 10 * minuteMs);
    }
    // The bucket that is open now may have begun an hour ago.
    world.settledMs = time.nowMs - 60 * minuteMs;
    await world.pass(time.nowMs + minuteMs);
    await world.pass(time.nowMs + catchUpMs, catchUpStrideMs);
    late.push(...stillWaiting(world, 'an hour after the visits'));
  }
  await world.pass(time.nowMs + dayMs);
  return late;
};

/** Batches that are not parked, for people to see, are on their way. */
const stillWaiting = (world: World, when: string): readonly string[] =>
  [...world.gateways].flatMap(([id, { disk }]) => {
    const row = disk.read('gateway.sqlite', (outbox) =>
      outbox
        .prepare(
          "SELECT (SELECT count(*) FROM batch WHERE state = 'waiting') + (SELECT count(*) FROM visit WHERE state = 'waiting') AS n",
        )
        .get(),
    );
    const count = Number(row?.['n'] ?? 0);
    return count === 0 ? [] : [`${id} has ${count} batches on their way ${when}`];
  });

const catchUpWrongs = (world: World, tooLate: readonly string[]): readonly Wrong[] => {
  const late = [...tooLate];
  for (const machine of world.machines) if (!machine.isUp) late.push(`${machine.name} is not running`);
  if (!world.desk.isDone) late.push('the desk could not key in all loans');
  for (const [id, { disk }] of world.gateways) {
    const waiting = disk.read('gateway.sqlite', (outbox) =>
      outbox
        .prepare(
          "SELECT visit.state FROM visit LEFT JOIN batch ON seq = batch WHERE 'rotten' NOT IN (visit.state, coalesce(batch.state, ''))",
        )
        .all(),
    );
    if (waiting?.length !== 0)
      late.push(`${id} still has ${waiting?.length ?? '?'} visits: ${JSON.stringify(waiting?.[0])}`);
  }
  const confirmed = world.cloud.disk.read('cloud.sqlite', (cloud) => {
    const rows = cloud.prepare('SELECT device, confirmed FROM device_state').all();
    return new Map(rows.map((row) => [String(row['device']), Number(row['confirmed'])]));
  });
  for (const { pedometer, isDead, make } of world.devices.values()) {
    // A day has gone by since the last visit.
    const due = pedometer.status().nextSequence - Math.ceil((1.1 * 86_400) / make.bucketSeconds);
    const has = confirmed?.get(pedometer.serial) ?? 0;
    if (!isDead && has < due) late.push(`${pedometer.serial} is confirmed below ${has} only, of ${due}`);
  }
  return wrongs('everything catches up when the weather clears', late);
};

const checkAll = (world: World): { readonly wrongs: readonly Wrong[]; readonly digest: string } => {
  const { directory } = world.cloud.disk;
  const books = openBooks(join(directory, 'cloud.sqlite'), join(directory, 'points.sqlite'));
  try {
    const rows = [
      books.cloud.prepare('SELECT id, kind, received_ms, hex(body) FROM journal').all(),
      books.cloud.prepare('SELECT * FROM day_revision').all(),
      books.points.prepare('SELECT * FROM entry').all(),
    ];
    const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    return { wrongs: checkBooks(world.truth(), books), digest };
  } finally {
    books.cloud.close();
    books.points.close();
  }
};
