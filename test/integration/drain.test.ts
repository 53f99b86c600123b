/** A cloud that is asked to end under load answers what it has taken, loses nothing, and is gone in time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import { freePort } from '../../runtime/test-server.ts';
import { expectAllIsRight } from './faults/expect-right.ts';
import { TrialRoom } from './faults/trial-room.ts';

/** As a supervisor has it; on a machine that does much else. */
const endMsMax = 10_000;
/** An hour of the town passes in a second, so that everybody always has something to bring. */
const factor = 3_600;
/** A machine that does much else is a second late now and then. */
const clockErrorMs = 2_000 * factor;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

test('under load it ends with 0 in time, and what it had not taken comes again', async () => {
  const httpPort = await freePort();
  const end = await room.trial(
    'drained',
    { town: { factor }, clockErrorMs, cloudConfig: { http: { port: httpPort } } },
    async (trial) => {
      trial.start('both');
      await trial.connected();
      const enough = new AbortController();
      const crowd = trial.peopleComeAndGo(enough.signal);
      for (let round = 0; round < 2; round++) {
        const before = trial.disk.facts();
        await trial.until('batches come in', () => trial.disk.facts() > before + 3);
        const beganMs = systemClock.monotonicMs();
        // Whoever looks meanwhile is told that it is no place to send anything to.
        const looking = statuses(`http://127.0.0.1:${httpPort}/readyz`);
        expect(await trial.cloud.end()).toBe(0);
        expect(systemClock.monotonicMs() - beganMs).toBeLessThan(endMsMax);
        expect(['200', '503', 'gone']).toEqual(expect.arrayContaining([...(await looking)]));
        trial.start('cloud');
      }
      enough.abort();
      await crowd;
      await trial.everythingIsSent();
      await trial.fairDay();
    },
  );
  expectAllIsRight(end);
}, 100_000);

test('asked twice it does not wait for the orderly end, and nothing is lost by that either', async () => {
  const end = await room.trial('hurried', {}, async (trial) => {
    trial.start('both');
    await trial.connected();
    const asked = trial.moment('asked', 1);
    const visits = trial.everybodyTries(asked);
    await asked;
    // In the middle of a visit: of what it brings nothing has been answered for.
    expect(await trial.cloud.endAtOnce()).toBe(130);
    await visits;
    expect(trial.deceived()).toEqual([]);
    trial.start('cloud');
    await trial.everybodyVisits();
    await trial.fairDay();
  });
  expectAllIsRight(end);
}, 100_000);

/** What an address answers, again and again until nobody does. */
const statuses = async (url: string): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>();
  while (!seen.has('gone')) {
    seen.add(
      await fetch(url).then(
        ({ status }) => String(status),
        () => 'gone',
      ),
    );
  }
  return seen;
};
