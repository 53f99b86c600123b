/** Loan judgement: whether a pedometer may be lent, taken back, or a loan corrected at the desk, and what to say beside it. */
import type { CorrectionAsk, LendAsk, TakeBackAsk } from '../../contract/register-loan.ts';
import { conflictsOf } from '../registry/loan-conflicts.ts';
import type { RegisteredLoan } from '../registry/registry-rows.ts';
import type { Registry } from '../registry/registry.ts';
import { refused } from './register-words.ts';

type Refused = ReturnType<typeof refused>;

export type LoanJudgement =
  | Refused
  | {
      readonly kind: 'possible';
      /** Whose running loans end. */
      readonly endsOthers: readonly string[];
      readonly isOtherCentre: boolean;
      /** It is not free before its last hours have arrived. */
      readonly waits: boolean;
    };

export const judgeLend = (registry: Registry, ask: Omit<LendAsk, 'at'>, atMs: number, nowMs: number): LoanJudgement => {
  const device = registry.deviceOf(ask.device);
  const participant = registry.participant(ask.participant);
  if (device === undefined) return refused('unknown-device');
  if (participant === undefined) return refused('unknown-participant');
  if (atMs > nowMs) return refused('in-future');
  const loans = registry.loansOfDevice(ask.device);
  const holder = runningAt(loans, atMs);
  const other = runningAt(registry.loansOfParticipant(ask.participant), atMs);
  if (holder !== undefined && holder.participant === ask.participant) return refused('nothing-to-change');
  if (device.status === 'lost' || device.status === 'repair' || device.status === 'retired')
    return refused('not-lendable');
  // One that was lent later is known to have been free by then.
  const isLast = loans.every((loan) => loan.toMs !== null && loan.toMs <= atMs);
  if (device.status === 'returned' && isLast) return refused('not-free');
  if (!ask.endOthers && holder !== undefined) return refused('device-lent');
  if (!ask.endOthers && other !== undefined) return refused('participant-has-another');
  const ended = [holder, other].filter((loan) => loan !== undefined);
  return {
    kind: 'possible',
    endsOthers: ended.map((loan) => `${loan.participant} ${loan.device}`),
    isOtherCentre: device.centre !== participant.centre,
    waits: false,
  };
};

export const judgeTakeBack = (
  registry: Registry,
  ask: Omit<TakeBackAsk, 'at'>,
  atMs: number,
  nowMs: number,
): LoanJudgement => {
  const device = registry.deviceOf(ask.device);
  if (device === undefined) return refused('unknown-device');
  if (atMs > nowMs) return refused('in-future');
  const running = runningAt(registry.loansOfDevice(ask.device), atMs);
  // Taken back in the very millisecond in which it was lent, it was not lent at all.
  if (running === undefined || running.fromMs === atMs) return refused('not-on-loan');
  return { kind: 'possible', endsOthers: [], isOtherCentre: false, waits: !ask.lost };
};

export type CorrectionJudgement =
  | Refused
  | {
      readonly kind: 'possible';
      readonly loan: RegisteredLoan;
      readonly begunBy: number;
      readonly times: { readonly fromMs: number; readonly toMs: number | null };
    };

/** `begunByOf`: the hand-over that begins a loan. */
export const judgeCorrection = (
  registry: Registry,
  begunByOf: (loan: RegisteredLoan) => number | undefined,
  ask: CorrectionAsk,
  nowMs: number,
): CorrectionJudgement => {
  const { device, participant } = ask;
  const fromMs = Date.parse(ask.from);
  const times = { fromMs: Date.parse(ask.newFrom), toMs: ask.newTo === null ? null : Date.parse(ask.newTo) };
  const ofDevice = registry.loansOfDevice(device);
  const loan = ofDevice.find((each) => each.participant === participant && each.fromMs === fromMs);
  const begunBy = loan === undefined ? undefined : begunByOf(loan);
  if (loan === undefined || begunBy === undefined) return refused('unknown-loan');
  if (times.fromMs === loan.fromMs && times.toMs === loan.toMs) return refused('nothing-to-change');
  if (times.fromMs > nowMs || (times.toMs ?? 0) > nowMs) return refused('in-future');
  if (times.toMs !== null && times.toMs <= times.fromMs) return refused('ends-before-it-begins');
  const others = [...ofDevice, ...registry.loansOfParticipant(participant)].filter((each) => each.id !== loan.id);
  const beside = others.map((other) => conflictsOf([other, { device, participant, ...times }]));
  if (beside.some((conflicts) => conflicts.length > 0)) return refused('overlaps');
  if (registry.handOvers.isExchangedBefore(begunBy, times.fromMs)) return refused('overlaps');
  return { kind: 'possible', loan, begunBy, times };
};

const runningAt = (loans: readonly RegisteredLoan[], atMs: number): RegisteredLoan | undefined =>
  loans.find((loan) => loan.fromMs <= atMs && (loan.toMs ?? Infinity) > atMs);
