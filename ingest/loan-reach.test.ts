/** Promises of loan reach: no day that a change of loans is about is left out, and an old pedometer's other days are let be. */
import { expect, it } from 'vitest';
import type { DeviceSerial, ParticipantId } from '../contract/ids.ts';
import type { LoanRow } from './fact.ts';
import { reachOf } from './loan-reach.ts';

const [device, other] = ['AYM-1', 'AYM-2'] as DeviceSerial[] as [DeviceSerial, DeviceSerial];
const [anna, bert] = ['P-1', 'P-2'] as ParticipantId[] as [ParticipantId, ParticipantId];
const loan = (fromMs: number, toMs: number | null, changed: Partial<LoanRow> = {}): LoanRow => ({
  ...{ id: 1, device, participant: anna, fromMs, toMs },
  ...changed,
});

it('reaches from the beginning of a new loan to its end, if it has one', () => {
  expect(reachOf([{ before: null, after: loan(10, null) }])).toEqual(
    new Map([[device, { people: new Set([anna]), fromMs: 10, toMs: Infinity }]]),
  );
  expect(reachOf([{ before: loan(10, 20), after: null }]).get(device)).toMatchObject({ fromMs: 10, toMs: 20 });
});

it('reaches only over what is between where it ended and where it ends now', () => {
  const reach = (before: LoanRow, after: LoanRow) => reachOf([{ before, after }]).get(device);
  expect(reach(loan(10, null), loan(10, 30))).toMatchObject({ fromMs: 30, toMs: Infinity });
  expect(reach(loan(10, 30), loan(15, 30))).toMatchObject({ fromMs: 10, toMs: 15 });
  expect(reach(loan(10, 30), loan(15, 25))).toMatchObject({ fromMs: 10, toMs: 30 });
});

it('reaches over the whole of a loan that becomes another’s, for both, and over both pedometers', () => {
  const changes = [{ before: loan(10, 20), after: loan(10, 20, { participant: bert }) }];
  expect(reachOf(changes).get(device)).toEqual({ people: new Set([anna, bert]), fromMs: 10, toMs: 20 });
  const moved = reachOf([{ before: loan(10, 20), after: loan(10, 20, { device: other }) }]);
  expect([...moved.keys()]).toEqual([device, other]);
  expect(moved.get(other)).toMatchObject({ fromMs: 10, toMs: 20 });
});

it('reaches over all changes of a pedometer that are made together', () => {
  const changes = [
    { before: loan(10, null), after: loan(10, 40) },
    { before: null, after: loan(40, 60, { participant: bert }) },
  ];
  expect(reachOf(changes).get(device)).toEqual({ people: new Set([anna, bert]), fromMs: 40, toMs: Infinity });
});
