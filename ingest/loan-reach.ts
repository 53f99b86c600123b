/** Loan reach: whose days changes of loans can be about, and when: elsewhere the same people had the same pedometers before. Pure. */
import type { DeviceSerial, ParticipantId } from '../contract/ids.ts';
import type { LoanChange, LoanRow } from './fact.ts';

/** [fromMs, toMs), ms since the Unix epoch; `toMs` Infinity for a loan that has no end yet. */
export interface LoanReach {
  readonly people: ReadonlySet<ParticipantId>;
  readonly fromMs: number;
  readonly toMs: number;
}

/** By pedometer. */
export const reachOf = (changes: readonly LoanChange[]): ReadonlyMap<DeviceSerial, LoanReach> => {
  const reaches = new Map<DeviceSerial, LoanReach>();
  for (const { before, after } of changes) {
    const loans = [before, after].filter((loan) => loan !== null);
    const span = spanOf(before, after);
    for (const { device, participant } of loans) {
      const known = reaches.get(device) ?? { people: new Set(), fromMs: Infinity, toMs: -Infinity };
      reaches.set(device, {
        people: new Set([...known.people, participant]),
        fromMs: Math.min(known.fromMs, span.fromMs),
        toMs: Math.max(known.toMs, span.toMs),
      });
    }
  }
  return reaches;
};

/** Of a loan that stays the same person's with the same pedometer, only what is between the old and the new ends. */
const spanOf = (before: LoanRow | null, after: LoanRow | null): Pick<LoanReach, 'fromMs' | 'toMs'> => {
  const froms = [before, after].flatMap((loan) => (loan === null ? [] : [loan.fromMs]));
  const tos = [before, after].flatMap((loan) => (loan === null ? [] : [loan.toMs ?? Infinity]));
  const isSame = before?.device === after?.device && before?.participant === after?.participant;
  if (isSame && froms[0] === froms[1]) return { fromMs: Math.min(...tos), toMs: Math.max(...tos) };
  if (isSame && tos[0] === tos[1]) return { fromMs: Math.min(...froms), toMs: Math.max(...froms) };
  return { fromMs: Math.min(...froms), toMs: Math.max(...tos) };
};
