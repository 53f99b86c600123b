/** The power goes at any instant of a busy day, at the gateway and at the cloud: what a pedometer was told is safe is safe. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../commands/open-store.ts';
import type { DeviceSerial } from '../../../contract/ids.ts';
import { openGatewayDatabase } from '../../../gateway/outbox/gateway-database.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { assert } from '../../../runtime/fault.ts';
import { seededRandom } from '../../../runtime/random.ts';
import { describeUnless } from '../../../runtime/test-server.ts';
import { openBooks } from '../../simulation/checkers/books.ts';
import { confirmedIsNeverAheadOfTheJournal } from '../../simulation/checkers/confirmed.ts';
import { noBucketIsStoredTwice, onlyWhatADeviceSignedIsCounted } from '../../simulation/checkers/device-books.ts';
import { replayGivesTheSameBytes } from '../../simulation/checkers/feed-books.ts';
import type { TownTruth } from '../../simulation/truth/town-truth.ts';
import { GatewayDisk } from '../gateway-disk.ts';
import type { Trial } from '../trial.ts';
import { trialGateway } from '../trial-town.ts';
import { DiskShelf, type CuttableDisk } from './cuttable-disk.ts';
import { expectAllIsRight } from './expect-right.ts';
import { TrialRoom } from './trial-room.ts';

const cutsMin = 200;
/** An hour is over every three quarters of a second, and everybody brings it. */
const factor = 4_800;
/** A stamp is late by as much as the machine is, times that factor. */
const clockErrorMs = 100 * factor;
const betweenCutsMsMost = 60;
/** Replaying a whole journal takes its time. */
const replayEvery = 20;

interface Cut {
  readonly nth: number;
  readonly receipts: ReadonlyMap<DeviceSerial, number>;
  readonly gatewayImage: string;
  readonly cloudImage: string;
}

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

const cutNow = async (nth: number, { town }: Trial, gateway: CuttableDisk, cloud: CuttableDisk): Promise<Cut> => {
  const receipts = new Map(town.residents.map(({ serial, pedometer }) => [serial, pedometer.status().receiptSequence]));
  // In this order: what was receipted is in a later gateway, and what that has deleted in a still later cloud.
  const gatewayImage = await gateway.cut();
  return { nth, receipts, gatewayImage, cloudImage: await cloud.cut() };
};

/** What must not be, in words, when both machines come up again after this cut. */
const wrongsAfter = (shelf: DiskShelf, cut: Cut, truth: TownTruth): readonly string[] => {
  const confirmed = new Map<string, number>();
  const seqs = new Set<number>();
  const wrongs: string[] = [];
  shelf.using(cut.cloudImage, (folder) => {
    const data = join(folder, 'd');
    using store = openStore({ data, zone: truth.zone });
    for (const serial of cut.receipts.keys()) {
      confirmed.set(serial, store.derivation.states.get(serial).coverage.confirmed);
    }
    for (const row of store.database.prepare("SELECT seq FROM journal WHERE kind = 'batch'").all()) {
      seqs.add(Number(row['seq']));
    }
    wrongs.push(...brokenPromises(data, truth, cut.nth % replayEvery === 0));
  });
  shelf.using(cut.gatewayImage, (folder) => {
    const data = join(folder, 'd');
    const opened = openGatewayDatabase(join(data, `gateway-${trialGateway}.sqlite`), 0);
    if (opened.setAside !== undefined) wrongs.push('the outbox was damaged');
    wrongs.push(...deletedTooEarly(opened.database, seqs));
    opened.database.close();
    using disk = new GatewayDisk(data);
    for (const [serial, receipt] of cut.receipts) {
      const held = disk.held(serial, confirmed.get(serial) ?? 0);
      if (held < receipt) wrongs.push(`${serial} was told ${receipt} are safe, and ${held} are`);
    }
  });
  return wrongs;
};

const brokenPromises = (data: string, truth: TownTruth, isReplayed: boolean): readonly string[] => {
  const books = openBooks(join(data, 'cloud.sqlite'), join(data, 'points.sqlite'));
  try {
    const quick = [noBucketIsStoredTwice, onlyWhatADeviceSignedIsCounted, confirmedIsNeverAheadOfTheJournal];
    return [...quick, ...(isReplayed ? [replayGivesTheSameBytes] : [])].flatMap((check) =>
      check(truth, books).map(({ promise, sentence }) => `${promise}: ${sentence}`),
    );
  } finally {
    books.cloud.close();
    books.points.close();
  }
};

/** Batches that were formed, are not in the outbox any more, and not in the cloud's journal either. */
const deletedTooEarly = (gateway: DatabaseSync, atCloud: ReadonlySet<number>): readonly string[] => {
  const last = Number(gateway.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'batch'").get()?.['seq'] ?? 0);
  const here = new Set(
    gateway
      .prepare('SELECT seq FROM batch')
      .all()
      .map((row) => Number(row['seq'])),
  );
  const first = Math.min(last + 1, ...here, ...atCloud);
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return all.filter((seq) => !here.has(seq) && !atCloud.has(seq)).map((seq) => `batch ${seq} was deleted too early`);
};

describeUnless(DiskShelf.lack(), 'a power cut', () => {
  test(`at any of ${cutsMin} instants: what was receipted is on a disk, and from there all goes on`, async () => {
    using shelf = new DiskShelf(join(room.directory, 'x'));
    const gateway = shelf.disk('g');
    const cloud = shelf.disk('c');
    const data = { gateway: join(gateway.folder, 'd'), cloud: join(cloud.folder, 'd') };
    const random = seededRandom(11).fork('cuts');
    const cuts: Cut[] = [];
    // The disks are small.
    const gatewayConfig = { outbox: { diskFreeBytesMin: 0 } };
    const end = await room.trial(
      'power cut',
      { data, gatewayConfig, town: { factor }, clockErrorMs },
      async (trial) => {
        trial.start('both');
        await trial.connected();
        const over = new AbortController();
        const visiting = trial.peopleComeAndGo(over.signal);
        try {
          while (cuts.length < cutsMin) {
            await systemClock.sleep(random.int(0, betweenCutsMsMost));
            cuts.push(await cutNow(cuts.length, trial, gateway, cloud));
          }
        } finally {
          over.abort();
          await visiting;
        }
        await trial.leaveDisks();

        const truth = trial.town.truth(clockErrorMs);
        const wrongs = cuts.flatMap((cut) => wrongsAfter(shelf, cut, truth).map((wrong) => `cut ${cut.nth}: ${wrong}`));
        expect(wrongs).toEqual([]);
        expect(new Set(cuts.map(({ receipts }) => [...receipts.values()].join())).size).toBeGreaterThan(10);

        const chosen = cuts[random.int(0, cuts.length - 1)];
        assert(chosen !== undefined, 'there were cuts');
        for (const [image, folder] of [
          [chosen.gatewayImage, data.gateway],
          [chosen.cloudImage, data.cloud],
        ] as const) {
          rmSync(folder, { recursive: true });
          shelf.using(image, (from) => cpSync(join(from, 'd'), folder, { recursive: true }));
        }
        await trial.fairDay();
      },
    );
    expectAllIsRight(end);
  }, 200_000);
});
