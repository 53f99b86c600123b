/** Loan conflicts are found exactly where two loans overlap. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { conflictsOf, type LoanClaim } from './loan-conflicts.ts';

const claim = (device: string, participant: string, fromMs: number, toMs: number | null): LoanClaim => ({
  device: device as DeviceSerial,
  participant: participant as ParticipantId,
  fromMs,
  toMs,
});
const overlap = (a: LoanClaim, b: LoanClaim): boolean =>
  a.fromMs < (b.toMs ?? Infinity) && b.fromMs < (a.toMs ?? Infinity);

test('a pedometer may go from hand to hand, and a person from pedometer to pedometer, without a pause', () => {
  expect(conflictsOf([claim('A', 'P', 0, 5), claim('A', 'Q', 5, 9), claim('B', 'P', 5, null)])).toEqual([]);
});

test('every loan hidden in a longer one is told, also behind a short one', () => {
  const long = claim('A', 'P', 0, 100);
  const hidden = [claim('A', 'Q', 10, 20), claim('A', 'R', 30, 40)];
  expect(conflictsOf([...hidden, claim('A', 'S', 200, 201), long])).toEqual(
    hidden.map((second) => ({ kind: 'device-lent-twice', first: long, second })),
  );
});

test('there is a conflict exactly when two loans of a pedometer or of a person overlap, and every one told is true', () => {
  const anyClaim = fc
    .record({
      device: fc.constantFrom('A', 'B', 'C'),
      participant: fc.constantFrom('P', 'Q', 'R'),
      fromMs: fc.integer({ min: 0, max: 20 }),
      length: fc.option(fc.integer({ min: 1, max: 8 })),
    })
    .map(({ device, participant, fromMs, length }) =>
      claim(device, participant, fromMs, length === null ? null : fromMs + length),
    );
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 6 }), (claims) => {
      const conflicts = conflictsOf(claims);
      const pairs = claims.flatMap((a, i) => claims.slice(i + 1).map((b) => [a, b] as const));
      const expected = (same: 'device' | 'participant') => pairs.some(([a, b]) => a[same] === b[same] && overlap(a, b));
      expect(conflicts.some(({ kind }) => kind === 'device-lent-twice')).toBe(expected('device'));
      expect(conflicts.some(({ kind }) => kind === 'participant-has-two')).toBe(expected('participant'));
      for (const { kind, first, second } of conflicts) {
        expect(overlap(first, second)).toBe(true);
        expect(
          kind === 'device-lent-twice' ? first.device === second.device : first.participant === second.participant,
        ).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
