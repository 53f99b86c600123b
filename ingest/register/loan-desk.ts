/** Loan desk: lending and taking back at the desk, and putting right what was said of a pedometer, each shown before it is recorded. */
import type { Said } from '../../contract/desk-terms.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import {
  movedDaysMax,
  type CorrectionAsk,
  type CorrectionBody,
  type LendAsk,
  type LendBody,
  type LoanChange,
  type SettleBody,
  type TakeBackAsk,
  type TakeBackBody,
  type UndoBody,
} from '../../contract/register-loan.ts';
import type { RegisterNote } from '../../contract/register-terms.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { LoanDifference, LoanDifferences } from './loan-difference.ts';
import type { LoanSpans } from './loan-spans.ts';
import { judgeCorrection, judgeLend, judgeTakeBack, type LoanJudgement } from './loan-judgement.ts';
import { correctedSentence, lentSentence, takenBackSentence, undoneSentence, settledSentence } from './loan-words.ts';
import type { LoggedKind } from './logged-change.ts';
import { fieldChanges, type RegisterLog } from './register-log.ts';
import type { AskedChange, RegisterRequests } from './register-requests.ts';
import { note, refused } from './register-words.ts';
import type { RegisterWorld } from './register-world.ts';

export interface LoanDeskParts {
  readonly world: RegisterWorld;
  readonly requests: RegisterRequests;
  readonly log: RegisterLog;
  readonly spans: LoanSpans;
  readonly differences: LoanDifferences;
}

/** What is done, once it may be. */
interface Deed {
  readonly sentence: (isDone: boolean) => Said;
  readonly notes: readonly RegisterNote[];
  /** Returns the hand-over said, or undefined where it cannot be said after all. */
  readonly say: (actor: string) => number | undefined;
  readonly unsaid?: 'already-undone' | 'not-held';
  readonly logged?: { readonly kind: LoggedKind; readonly device: DeviceSerial | null; readonly reason: string };
}
type Judged = Deed | ReturnType<typeof refused>;

/** Nobody is named in what is only tried. */
const nobody = '―';

export class LoanDesk {
  readonly #parts: LoanDeskParts;

  constructor(parts: LoanDeskParts) {
    this.#parts = parts;
  }

  previewLend(ask: LendAsk): LoanChange {
    return this.#try((atMs) => this.#lend(ask, atMs));
  }

  lend(body: LendBody): LoanChange {
    return this.#do('lend', body, (atMs) => this.#lend(body, atMs));
  }

  previewTakeBack(ask: TakeBackAsk): LoanChange {
    return this.#try((atMs) => this.#takeBack(ask, atMs));
  }

  takeBack(body: TakeBackBody): LoanChange {
    return this.#do('take-back', body, (atMs) => this.#takeBack(body, atMs));
  }

  previewCorrection(ask: CorrectionAsk): LoanChange {
    return this.#try((atMs) => this.#correct(ask, atMs));
  }

  correct(body: CorrectionBody): LoanChange {
    return this.#do('correct', body, (atMs) => this.#correct(body, atMs, body));
  }

  previewUndo(id: string): LoanChange {
    return this.#try(() => this.#undo(id, 'undone'));
  }

  undo(id: string, body: UndoBody): LoanChange {
    return this.#do('undo', { ...body, ...{ id } }, () => this.#undo(id, 'undone', body.reason));
  }

  /** What is held will never count. */
  discard(id: string, body: UndoBody): LoanChange {
    return this.#do('discard', { ...body, ...{ id } }, () => this.#undo(id, 'discarded', body.reason));
  }

  previewSettle(id: string, at: string): LoanChange {
    return this.#try((nowMs) => this.#settle(id, at, nowMs));
  }

  settle(id: string, body: SettleBody): LoanChange {
    return this.#do('settle', { ...body, ...{ id } }, (nowMs) => this.#settle(id, body.at, nowMs, body.reason));
  }

  get #registry() {
    return this.#parts.world.store.registry;
  }

  #lend(ask: LendAsk, nowMs: number): Judged {
    const at = ask.at ?? isoInstant(nowMs);
    const judged = judgeLend(this.#registry, ask, Date.parse(at), nowMs);
    if (judged.kind === 'refused') return judged;
    const { device, participant } = ask;
    return {
      ...this.#judgedNotes(judged),
      sentence: (isDone) => lentSentence(this.#labelOf(device), participant, at, this.#registry.zone, isDone),
      say: (actor) =>
        this.#registry.handOvers.say({ kind: 'lend', device, participant, atMs: Date.parse(at) }, actor).id,
    };
  }

  #takeBack(ask: TakeBackAsk, nowMs: number): Judged {
    const at = ask.at ?? isoInstant(nowMs);
    const judged = judgeTakeBack(this.#registry, ask, Date.parse(at), nowMs);
    if (judged.kind === 'refused') return judged;
    const { device, lost } = ask;
    const kind = lost ? 'lost' : 'return';
    return {
      ...this.#judgedNotes(judged),
      sentence: (isDone) => takenBackSentence(this.#labelOf(device), at, this.#registry.zone, lost, isDone),
      say: (actor) => this.#registry.handOvers.say({ kind, device, atMs: Date.parse(at) }, actor).id,
    };
  }

  #correct(ask: CorrectionAsk, nowMs: number, body?: CorrectionBody): Judged {
    const judged = judgeCorrection(this.#registry, (loan) => this.#parts.spans.begunBy(loan), ask, nowMs);
    if (judged.kind === 'refused') return judged;
    const { loan, begunBy, times } = judged;
    return {
      notes: [],
      sentence: (isDone) => correctedSentence(this.#labelOf(ask.device), ask.participant, isDone),
      say: (actor) => {
        const { id } = this.#registry.handOvers.correct(begunBy, times, actor);
        if (body === undefined) return id;
        const cells = [
          { column: 'from', before: ask.from, after: ask.newFrom },
          { column: 'to', before: loan.toMs === null ? null : new Date(loan.toMs).toISOString(), after: ask.newTo },
        ].filter(({ before, after }) => before !== after);
        const entry = {
          atMs: nowMs,
          kind: 'corrected' as const,
          actor,
          reason: body.reason,
          changes: fieldChanges(cells),
        };
        this.#parts.log.add({ ...entry, of: 'device', subject: ask.device });
        this.#parts.log.add({ ...entry, of: 'participant', subject: ask.participant });
        return id;
      },
    };
  }

  #undo(id: string, kind: 'undone' | 'discarded', reason?: string): Judged {
    const handOver = this.#handOver(id);
    if (handOver === undefined) return refused('unknown-hand-over');
    if (kind === 'discarded' && (handOver.held === null || handOver.undoneBy !== null)) return refused('not-held');
    return {
      notes: [],
      sentence: (isDone) => undoneSentence(this.#labelOf(handOver.device), isDone),
      say: (actor) => {
        const { handOvers } = this.#registry;
        // What is held is put away as a decision, which alone can give up an undoing that speaks of nothing.
        if (handOver.held === null || handOver.undoneBy !== null) return handOvers.undo(handOver.id, actor)?.id;
        return handOvers.discardHeld(handOver.id, actor)?.undoneBy ?? undefined;
      },
      unsaid: 'already-undone',
      ...(reason === undefined ? {} : { logged: { kind, device: handOver.device, reason } }),
    };
  }

  #settle(id: string, at: string, nowMs: number, reason?: string): Judged {
    const handOver = this.#handOver(id);
    if (handOver === undefined) return refused('unknown-hand-over');
    const atMs = Date.parse(at);
    if (atMs > nowMs) return refused('in-future');
    return {
      notes: [],
      sentence: (isDone) => settledSentence(this.#labelOf(handOver.device), at, this.#registry.zone, isDone),
      say: (actor) => this.#registry.handOvers.settleHeld(handOver.id, atMs, actor)?.id,
      unsaid: 'not-held',
      ...(reason === undefined ? {} : { logged: { kind: 'settled', device: handOver.device, reason } }),
    };
  }

  #judgedNotes({ endsOthers, isOtherCentre, waits }: Exclude<LoanJudgement, { readonly kind: 'refused' }>) {
    return {
      notes: [
        ...endsOthers.map((who) => note('ends-other-loan', who)),
        ...(isOtherCentre ? [note('other-centre')] : []),
        ...(waits ? [note('waits-for-last-hours')] : []),
      ],
    };
  }

  #try(judge: (nowMs: number) => Judged): LoanChange {
    return this.#parts.requests.tried((nowMs) => this.#made(judge(nowMs), nobody, 'possible', nowMs));
  }

  #do(name: string, asked: AskedChange, judge: (nowMs: number) => Judged): LoanChange {
    const work = (nowMs: number): LoanChange => this.#made(judge(nowMs), asked.actor, 'recorded', nowMs);
    return this.#parts.requests.once(name, asked, work);
  }

  #made(judged: Judged, actor: string, kind: 'possible' | 'recorded', atMs: number): LoanChange {
    if ('refusals' in judged) return judged;
    const { differences, log } = this.#parts;
    const mark = differences.mark();
    const handOver = judged.say(actor);
    if (handOver === undefined) return refused(judged.unsaid ?? 'unknown-hand-over');
    const { logged } = judged;
    if (logged?.device !== undefined && logged.device !== null) {
      const { device: subject, reason } = logged;
      log.add({ atMs, kind: logged.kind, of: 'device', subject, actor, reason, handOver, changes: [] });
    }
    return this.#told(differences.since(mark), judged, kind, handOver);
  }

  #told(
    { before, after, days, finalDays }: LoanDifference,
    { sentence, notes }: Deed,
    kind: 'possible' | 'recorded',
    handOver: number,
  ): LoanChange {
    const { spans } = this.#parts;
    return {
      kind,
      sentence: sentence(kind === 'recorded'),
      before: before.map((loan) => spans.of(loan)),
      after: after.map((loan) => spans.of(loan)),
      days: days.slice(0, movedDaysMax),
      daysChanged: days.length,
      notes: [...notes, ...(finalDays > 0 ? [note('changes-final-days', String(finalDays))] : [])],
      handOver: kind === 'recorded' ? String(handOver) : null,
    };
  }

  #handOver(id: string) {
    return /^\d{1,15}$/.test(id) ? this.#registry.handOvers.table.get(Number(id)) : undefined;
  }

  #labelOf(device: DeviceSerial | null): string {
    return (device === null ? undefined : this.#registry.deviceOf(device)?.label) ?? device ?? '';
  }
}
