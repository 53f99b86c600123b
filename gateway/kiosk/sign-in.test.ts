/** What signing in writes: every try that counts, and nothing of one that does not. */
import { expect, test } from 'vitest';
import { TrialKiosk, trialPin } from './trial-kiosk.ts';

const guess = async (trial: TrialKiosk, pin: string): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await trial.tryPin(pin)).status);
  return statuses;
};

const rowsWritten = ({ database }: TrialKiosk): number =>
  Number(database.prepare('SELECT total_changes() AS n').get()?.['n']);

const refused = Array.from({ length: 5 }, () => 429);

test('whoever is refused because of the wait does not wear the card', async () => {
  await using trial = await TrialKiosk.start();
  const atFirst = rowsWritten(trial);
  await guess(trial, '000000');
  const counted = rowsWritten(trial);
  expect(counted).toBe(atFirst + 5);
  expect(await guess(trial, trialPin)).toEqual(refused);
  expect(rowsWritten(trial)).toBe(counted);
});

test('a clock that is put back is written down once, and the wait from then on ends', async () => {
  await using trial = await TrialKiosk.start();
  await guess(trial, '000000');
  const counted = rowsWritten(trial);
  trial.clock.advance(-3_600_000);
  expect(await guess(trial, trialPin)).toEqual(refused);
  expect(rowsWritten(trial)).toBe(counted + 1);
  trial.clock.advance(30_000);
  expect((await trial.tryPin(trialPin)).status).toBe(200);
});
