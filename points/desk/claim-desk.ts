/** Claim desk: records activities, stamps and attendance as claims, and takes a claim back: what is answered has been written, or nothing has. */
import type {
  ClaimAnswer,
  ClaimAsk,
  ClaimBody,
  ClaimPreview,
  ClaimVoid,
  ClaimVoidAnswer,
  CodePreview,
  StampsAnswer,
  StampsAsk,
  StampsBody,
} from '../../contract/desk-claim.ts';
import type { AttendanceAnswer, AttendanceAsk, AttendanceBody, AttendanceLine } from '../../contract/desk-group.ts';
import type { ParticipantId } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import type { LedgerReader } from '../ledger/ledger-reader.ts';
import type { Chain } from '../ledger/ledger-writer.ts';
import { dayWords } from '../words.ts';
import {
  checkClaim,
  codeRefusal,
  type Checked,
  type ClaimDraft,
  type ClaimRequest,
  type ClaimWorld,
} from './claim-check.ts';
import { refusalOf } from './refusal-words.ts';
import { once } from './requests.ts';

const putClaim = `INSERT INTO claim (participant, account, activity, date, from_date, group_id, place, evidence, goal_steps,
  once_code, venue_use, actor, reference, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const putVoid = 'INSERT INTO claim_void (claim, reason, actor, reference, at_ms) VALUES (?, ?, ?, ?, ?)';
const claimRow = `SELECT c.participant, c.account, v.id AS voided FROM claim c LEFT JOIN claim_void v ON v.claim = c.id
  WHERE c.id = ?`;

export interface Signed {
  readonly actor: string;
  readonly reference?: string | undefined;
}

type Possible = Extract<Checked, { kind: 'possible' }>;

export class ClaimDesk {
  readonly #world: ClaimWorld;
  readonly #reader: LedgerReader;

  constructor(world: ClaimWorld, reader: LedgerReader) {
    this.#world = world;
    this.#reader = reader;
  }

  preview(ask: ClaimAsk): ClaimPreview {
    const checked = checkClaim(ask, this.#world);
    if (checked.kind === 'refused') return { kind: 'refused', refusals: [...checked.refusals] };
    const { draft, points, sentence } = checked;
    return { kind: 'possible', account: draft.account, points, sentence };
  }

  record(body: ClaimBody): ClaimAnswer {
    return once(this.#world.books, body, 'claim', (chain): ClaimAnswer => {
      const checked = checkClaim(body, this.#world);
      if (checked.kind === 'refused') return { kind: 'refused', refusals: [...checked.refusals] };
      const { draft, points, sentence } = checked;
      const claim = String(this.#write(draft, body, chain));
      const balance = this.#balance(draft, chain);
      return { kind: 'recorded', claim, account: draft.account, points, sentence, balance };
    });
  }

  /** What a code is for. Changes nothing. */
  readCode(text: string): CodePreview {
    const { books, codes } = this.#world;
    const checked = codes.check(text, books.clock.wallMs());
    if (checked.kind === 'refused') return { kind: 'refused', refusals: [codeRefusal(checked.reason)] };
    const { kind, activity, place, validFromMs, validToMs } = checked.code;
    const { zone } = books.book.programme;
    const from = localDate(validFromMs, zone).toString() as ClaimAsk['date'];
    const to = localDate(validToMs - 1, zone).toString() as ClaimAsk['date'];
    const named = books.book.on(from).activities.find(({ id }) => id === activity)?.name;
    const name = named ?? { ja: activity, en: activity };
    const sentence = {
      ja: `「${name.ja}」のコードです (${dayWords(from).ja}から ${dayWords(to).ja}まで)。`,
      en: `A code for “${name.en}” (${dayWords(from).en} to ${dayWords(to).en}).`,
    };
    return { kind: 'valid', codeKind: kind, activity, place, from, to, sentence };
  }

  /** A claim is void for ever: what was entered wrongly is entered again. */
  void(body: ClaimVoid): ClaimVoidAnswer {
    const { books } = this.#world;
    return once(books, body, 'claim-void', (chain): ClaimVoidAnswer => {
      const { reason, actor, reference } = body;
      const id = /^\d{1,15}$/.test(body.claim) ? Number(body.claim) : 0;
      const row = books.prepared.of(claimRow).get(id);
      if (row === undefined) return { kind: 'refused', refusals: [refusalOf('unknown-claim')] };
      if (row['voided'] !== null) return { kind: 'refused', refusals: [refusalOf('already-void')] };
      books.prepared.of(putVoid).run(id, reason, actor, reference ?? null, chain.atMs);
      const participant = row['participant'] as ParticipantId;
      const grounds = { cause: { kind: 'claim-void', claim: id }, reason, actor, reference } as const;
      const seen = chain.entries.length;
      books.settle(participant, { more: 'credit', less: 'void' }, grounds, chain);
      const changes = Map.groupBy(chain.entries.slice(seen), ({ account }) => account);
      const points = [...changes].map(([account, entries]) => ({
        account,
        points: entries.reduce((sum, entry) => sum + entry.points, 0),
      }));
      return { kind: 'voided', points, sentence: voidedWords };
    });
  }

  previewStamps(ask: StampsAsk): StampsAnswer {
    return this.#stampsAnswer(ask, this.#checkStamps(ask), 'possible', []);
  }

  /** All rows or none. */
  recordStamps(body: StampsBody): StampsAnswer {
    return once(this.#world.books, body, 'stamps', (chain): StampsAnswer => {
      const checked = this.#checkStamps(body);
      const possible = checked.filter((each) => each.kind === 'possible');
      if (possible.length < checked.length) return this.#stampsAnswer(body, checked, 'possible', []);
      const ids = possible.map(({ draft }) => this.#insert(draft, body, chain));
      this.#settle(body.participant, ids[0] ?? 0, possible, body, chain);
      return this.#stampsAnswer(body, checked, 'recorded', ids.map(String), chain);
    });
  }

  /** `resolve`: from a number or sticker, as typed, to the participant. */
  previewAttendance(ask: AttendanceAsk, resolve: (asked: string) => ParticipantId | undefined): AttendanceAnswer {
    return { lines: this.#attendance(ask, resolve, () => undefined) };
  }

  recordAttendance(body: AttendanceBody, resolve: (asked: string) => ParticipantId | undefined): AttendanceAnswer {
    return once(this.#world.books, body, 'attendance', (chain): AttendanceAnswer => ({
      lines: this.#attendance(body, resolve, ({ draft }) => this.#write(draft, body, chain)),
    }));
  }

  #attendance(
    { group, activity, date, participants }: AttendanceAsk,
    resolve: (asked: string) => ParticipantId | undefined,
    write: (checked: Possible) => number | undefined,
  ): AttendanceLine[] {
    const seen = new Set<ParticipantId>();
    return participants.map((asked): AttendanceLine => {
      const participant = resolve(asked);
      if (participant === undefined) return { kind: 'refused', asked, refusals: [refusalOf('unknown-participant')] };
      if (seen.has(participant)) return { kind: 'refused', asked, refusals: [refusalOf('already-claimed')] };
      seen.add(participant);
      const checked = checkClaim({ participant, activity, date, group, evidence: 'group-roll' }, this.#world);
      if (checked.kind === 'refused') return { kind: 'refused', asked, refusals: [...checked.refusals] };
      const { points, sentence } = checked;
      const claim = write(checked);
      if (claim === undefined) return { kind: 'possible', asked, participant, points, sentence };
      return { kind: 'recorded', asked, participant, claim: String(claim), points, sentence };
    });
  }

  /** Each row beside those before it, as if they had been recorded. */
  #checkStamps({ participant, rows }: StampsAsk): readonly Checked[] {
    const drafts: ClaimDraft[] = [];
    return rows.map((row) => {
      const request: ClaimRequest = { participant, ...row, account: 'paper', evidence: 'stamp' };
      const checked = checkClaim(request, this.#world, drafts, { mayBeZero: true });
      if (checked.kind === 'possible') drafts.push(checked.draft);
      return checked;
    });
  }

  #stampsAnswer(
    { participant }: StampsAsk,
    checked: readonly Checked[],
    kind: 'possible' | 'recorded',
    claims: string[],
    chain?: Chain,
  ): StampsAnswer {
    const points = checked.reduce((sum, each) => (each.kind === 'possible' ? sum + each.points : sum), 0);
    const isRefused = checked.some((each) => each.kind === 'refused');
    return {
      kind: isRefused ? 'refused' : kind,
      account: 'paper',
      lines: checked.map((each) =>
        each.kind === 'possible'
          ? { kind: 'possible', points: each.points, sentence: each.sentence }
          : { kind: 'refused', refusals: [...each.refusals] },
      ),
      points,
      balance: this.#balance({ participant, account: 'paper' }, chain),
      claims,
    };
  }

  /** With what has been written in this transaction: the sums beside the ledger follow at its end. */
  #balance({ participant, account }: Pick<ClaimDraft, 'participant' | 'account'>, chain?: Chain): number {
    const written = (chain?.entries ?? []).filter((entry) => entry.participant === participant);
    return written.reduce(
      (sum, entry) => (entry.account === account ? sum + entry.points : sum),
      this.#reader.balance(participant, account),
    );
  }

  #write(draft: ClaimDraft, signed: Signed, chain: Chain): number {
    const id = this.#insert(draft, signed, chain);
    this.#settle(draft.participant, id, [{ draft }], signed, chain);
    return id;
  }

  #insert(draft: ClaimDraft, { actor, reference }: Signed, chain: Chain): number {
    const { participant, account, activity, date, from, group, place, evidence, goalSteps, onceCode, venueUse } = draft;
    const { lastInsertRowid } = this.#world.books.prepared
      .of(putClaim)
      .run(
        participant,
        account,
        activity,
        date,
        from,
        group,
        place,
        evidence,
        goalSteps,
        onceCode,
        venueUse,
        actor,
        reference ?? null,
        chain.atMs,
      );
    return Number(lastInsertRowid);
  }

  #settle(
    participant: ParticipantId,
    claim: number,
    drafts: readonly { readonly draft: ClaimDraft }[],
    { actor, reference }: Signed,
    chain: Chain,
  ): void {
    const { activity = '', evidence = '' } = drafts[0]?.draft ?? {};
    const grounds = { cause: { kind: 'claim', claim, activity, evidence }, actor, reference } as const;
    this.#world.books.settle(participant, { more: 'credit', less: 'correction' }, grounds, chain);
  }
}

const voidedWords = { ja: '取り消しました。', en: 'It was voided.' };
