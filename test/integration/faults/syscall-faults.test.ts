/** A gateway whose disk fails it at an exact call, or that dies there: what it has receipted is on that disk or at the cloud. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { describeUnless, lackOf } from '../../../runtime/test-server.ts';
import type { Launch } from '../program-process.ts';
import { expectAllIsRight } from './expect-right.ts';
import { TrialRoom } from './trial-room.ts';

/** An hour is over every second and a half, so that there is always something to bring. */
const factor = 2_400;
const clockErrorMs = 200 * factor;
/** A session in which the call does not come is over after this: a gateway that is traced beside browsers starts slowly. */
const sessionMs = 10_000;
/** Of twelve sessions; a full disk ends none of them. */
const deathsMin = 9;

let room: TrialRoom;
beforeAll(() => {
  room = new TrialRoom();
});
afterAll(() => {
  room[Symbol.dispose]();
});

/** `nth` counts the calls of one life of the program. */
const failingAt = (call: 'fsync' | 'pwrite64', fault: string, nth: string): Launch => ({
  through: [
    ...['strace', '-D', '-f', '-qq', '-o', '/dev/null'],
    // Sooner; but then strace sends no signals.
    ...(fault.startsWith('signal') ? [] : ['--seccomp-bpf']),
    ...['-e', `trace=${call}`, '-e', `inject=${call}:${fault}:when=${nth}`],
  ],
  mayEnd: true,
});

const lack = (): string | undefined => {
  const missing = lackOf('strace');
  if (missing !== undefined) return missing;
  const probe = spawnSync('strace', ['-D', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=fsync', 'true']);
  return probe.status === 0 ? undefined : 'needs to be allowed to trace';
};

const nths = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describeUnless(lack(), 'a call that fails', () => {
  test('killed at every fsync of a session, EIO from fsync, no room at a write: no receipt was a lie', async () => {
    const sessions = [
      ...nths(1, 8).map((nth) => ({
        name: `killed at fsync ${nth}`,
        launch: failingAt('fsync', 'signal=KILL', `${nth}`),
      })),
      ...[5, 8].map((nth) => ({ name: `EIO at fsync ${nth}`, launch: failingAt('fsync', 'error=EIO', `${nth}`) })),
      ...[12, 28].map((nth) => ({
        name: `ENOSPC from write ${nth} on`,
        launch: failingAt('pwrite64', 'error=ENOSPC', `${nth}..${nth + 9}`),
      })),
    ];
    const end = await room.trial('calls', { town: { factor }, clockErrorMs }, async (trial) => {
      trial.start('both');
      await trial.connected();
      await trial.kill('gateway');
      const over = new AbortController();
      const visiting = trial.peopleComeAndGo(over.signal);
      let deaths = 0;
      try {
        for (const { name, launch } of sessions) {
          trial.start('gateway', launch);
          const died = trial.gateway.ended().then(() => true);
          if (await Promise.race([died, systemClock.sleep(sessionMs).then(() => false)])) deaths += 1;
          trial.tell(`${name}: ${deaths} deaths so far`);
          await trial.kill('gateway');
          expect(trial.deceived(), name).toEqual([]);
        }
        expect(deaths, trial.told()).toBeGreaterThanOrEqual(deathsMin);
      } finally {
        over.abort();
        await visiting;
      }
      await trial.fairDay();
    });
    expectAllIsRight(end);
  }, 240_000);
});
