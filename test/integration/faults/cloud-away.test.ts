/** A week without a cloud: people come every day, the outbox fills, and when the cloud is back it has everything. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAllIsRight } from './expect-right.ts';
import { firstVisitDay, TrialRoom } from './trial-room.ts';

const daysAway = 7;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

test('a week without a cloud, and a gateway switched off every night', async () => {
  const end = await room.trial('away', {}, async (trial) => {
    let before = 0;
    for (let day = 0; day < daysAway; day++) {
      trial.town.dawn(firstVisitDay + day);
      trial.start('gateway');
      await trial.everybodyVisits();
      expect(trial.deceived()).toEqual([]);
      expect(trial.waiting).toBeGreaterThan(before);
      before = trial.waiting;
      await trial.kill('gateway');
    }
    trial.town.dawn(firstVisitDay + daysAway);
    trial.start('both');
    await trial.everythingIsSent();
    const lacking = trial.town.residents.filter(
      ({ pedometer }) => trial.disk.confirmed(pedometer) < pedometer.status().receiptSequence,
    );
    expect(lacking).toEqual([]);
    await trial.fairDay();
  });
  expectAllIsRight(end);
}, 100_000);
