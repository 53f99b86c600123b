/** A centre promises: whatever volunteers do and the cloud says, a pedometer is with one person and a person has one pedometer. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kioskStateSchema } from '../../contract/kiosk.ts';
import { volunteerStateSchema } from '../../contract/volunteer.ts';
import { serialOf, TrialCentre, type ToldDevice } from './trial-centre.ts';

const minuteMs = 60_000;
const serial = fc.integer({ min: 1, max: 4 }).map(serialOf);
const participant = fc.integer({ min: 1, max: 3 }).map((number) => `P-${number}`);
const withoutVisit = fc.boolean();

const pressed = fc.oneof(
  fc.record({ kind: fc.constant('lend'), device: serial, participant }),
  fc.record({ kind: fc.constant('return'), device: serial, withoutVisit }),
  fc.record({ kind: fc.constantFrom('lost', 'found', 'swap-begin', 'swap-end', 'swap-cancel'), device: serial }),
  fc.record({
    kind: fc.constant('exchange'),
    device: serial,
    replacement: serial,
    reason: fc.constantFrom('broken', 'lost', 'battery', 'other'),
    withoutVisit,
  }),
);
const told = fc.record({
  status: fc.constantFrom('in-stock', 'on-loan', 'returned', 'lost', 'repair'),
  participant: fc.option(participant),
  since: fc.option(
    fc
      .integer({ min: -20, max: 20 })
      .map((minutes) => new Date(Date.parse('2026-11-21T01:00:00Z') + minutes * minuteMs).toISOString()),
  ),
  freeAbove: fc.option(fc.nat(800)),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ press: pressed, isRead: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ visit: serial, epoch: fc.integer({ min: 3, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ confirm: serial }) },
  { weight: 1, arbitrary: fc.record({ deliver: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ tell: fc.array(told, { minLength: 4, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ passMinutes: fc.integer({ min: 0, max: 15 }) }) },
);

/** A cloud never says that somebody has two. */
const oneEach = (devices: readonly ToldDevice[]): readonly ToldDevice[] => {
  const seen = new Set<string>();
  return devices.map((device) => {
    const { participant: who } = device;
    const isSecond = typeof who === 'string' && seen.has(who);
    if (typeof who === 'string') seen.add(who);
    return isSecond ? { ...device, participant: null, since: null } : device;
  });
};

test('in whatever order it happens, nobody has two and nothing is with two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const trial = new TrialCentre();
      const tell = (devices: readonly ToldDevice[]) =>
        trial.tell(Object.fromEntries(oneEach(devices).map((device, i) => [serialOf(i + 1), device])));
      tell([{}, {}, { status: 'in-stock' }, { status: 'in-stock' }]);
      const ids: string[] = [];
      for (const [i, one] of steps.entries()) {
        if ('press' in one) {
          const id = `id-${i}`;
          if (one.isRead)
            [1, 2, 3, 4].forEach((number) => trial.gateway.visit(serialOf(number), { nextSequence: 720 + i }));
          const before = JSON.stringify(trial.centre.volunteer().devices);
          const answer = trial.act({ id, ...one.press });
          if (answer.kind === 'taken') ids.push(id);
          else expect(JSON.stringify(trial.centre.volunteer().devices)).toBe(before);
        } else if ('undo' in one)
          trial.act({ kind: 'undo', action: ids[one.undo % Math.max(1, ids.length)] ?? 'none' });
        else if ('visit' in one) trial.gateway.visit(one.visit, { epoch: one.epoch });
        else if ('confirm' in one) trial.gateway.tell({ confirmed: { [one.confirm]: 10_000 } });
        else if ('deliver' in one) trial.gateway.deliver();
        else if ('tell' in one) tell(one.tell);
        else trial.pass(one.passMinutes * minuteMs);
        holds(trial);
      }
      const before = JSON.stringify(trial.centre.volunteer().actions);
      await trial.restart();
      expect(JSON.stringify(trial.centre.volunteer().actions)).toBe(before);
      holds(trial);
      await trial.close();
    }),
    { numRuns: 12 },
  );
});

const holds = (trial: TrialCentre): void => {
  kioskStateSchema.parse(trial.centre.kiosk());
  const { devices } = volunteerStateSchema.parse(trial.centre.volunteer());
  const people = devices.flatMap((device) => device.participant ?? []);
  expect(new Set(people).size).toBe(people.length);
  for (const { status, participant: who, blocked } of devices) {
    if (who !== null) expect(status).toBe('on-loan');
    if (status === 'on-loan') expect(blocked).toBe('on-loan');
  }
};
