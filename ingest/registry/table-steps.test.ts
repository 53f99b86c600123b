/** Promises of a table taken in piece by piece: it ends as if it had come at once, and others write in between. */
import { expect, test } from 'vitest';
import { HandClock } from '../../runtime/hand-clock.ts';
import { importParticipants, participantSteps } from './registry-import.ts';
import { sampleNowMs, sampleRegistry } from './sample-registry.ts';
import { inPieces } from './table-steps.ts';

const rows = Array.from({ length: 40 }, (_, i) => `P-${i},歩 ${i}郎,1950,c-1`);
const table = ['participant,name,birthYear,centre', ...rows].join('\n');

/** Each look at it comes 10 ms later than the one before. */
class BusyClock extends HandClock {
  override monotonicMs(): number {
    this.advance(10);
    return super.monotonicMs();
  }
}

test('a rest follows every few rows, and what others write meanwhile is kept or counted as theirs', async () => {
  const { registry } = sampleRegistry();
  const worked: number[] = [];
  const rest = (workedMs: number): Promise<void> => {
    // Nobody holds the database now.
    if (worked.length === 0) importParticipants(registry, `${table.split('\n', 1)[0]}\n${rows[39]}`, sampleNowMs);
    worked.push(workedMs);
    return Promise.resolve();
  };
  const steps = participantSteps(registry, table, sampleNowMs);
  const outcome = await inPieces(registry, steps, { clock: new BusyClock(0), rest });
  expect(worked.length).toBeGreaterThan(10);
  expect(Math.max(...worked)).toBeLessThan(100);
  expect(outcome).toMatchObject({ kind: 'imported', added: 36, changed: 3, unchanged: 1 });
  const whole = sampleRegistry().registry;
  importParticipants(whole, table, sampleNowMs);
  expect(registry.participants()).toEqual(whole.participants());
});

test('a table with a bad line writes nothing and rests nowhere; one broken off is finished by the same again', async () => {
  const { registry } = sampleRegistry();
  const clock = new BusyClock(0);
  const bad = participantSteps(registry, `${table}\nP-99,誰か,1950,c-9`, sampleNowMs);
  const unreachable = (): Promise<void> => expect.unreachable('nothing was written');
  expect((await inPieces(registry, bad, { clock, rest: unreachable })).kind).toBe('refused');
  expect(registry.participants()).toHaveLength(3);
  let rests = 0;
  const broken = (): Promise<void> => ((rests += 1) < 5 ? Promise.resolve() : Promise.reject(new Error('pulled out')));
  const steps = () => participantSteps(registry, table, sampleNowMs);
  await expect(inPieces(registry, steps(), { clock, rest: broken })).rejects.toThrow('pulled out');
  const half = registry.participants().length;
  expect(half).toBeGreaterThan(3);
  expect(half).toBeLessThan(40);
  await inPieces(registry, steps(), { clock, rest: () => Promise.resolve() });
  expect(registry.participants()).toHaveLength(40);
});
