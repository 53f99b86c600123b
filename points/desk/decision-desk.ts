/** Decision desk: what a clerk decides about a day that is held: accept, cap or void it, or take the decision back. */
import type { DecisionAnswer, DecisionAsk, DecisionBody, DecisionUndo } from '../../contract/desk-review.ts';
import type { Amount } from '../../contract/desk-terms.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { Books } from '../books.ts';
import { awardsOf } from '../engine/awards.ts';
import { countDay } from '../engine/counted-day.ts';
import type { DayFacts, DecisionFact, DecisionKind, ParticipantFacts } from '../engine/facts.ts';
import type { Chain } from '../ledger/ledger-writer.ts';
import type { Kinds } from '../ledger/reconcile.ts';
import { awaitDay, releaseDay } from '../totals.ts';
import { dayWords, stepWords, type Words } from '../words.ts';
import { DeskFault } from '../../contract/desk-fault.ts';
import { once } from './requests.ts';

const putDecision = `INSERT INTO decision (participant, date, kind, revision, steps, reason, actor, reference, at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const kindsOf: Readonly<Record<DecisionKind, Kinds>> = {
  accept: { more: 'credit', less: 'correction' },
  cap: { more: 'restored', less: 'void' },
  void: { more: 'restored', less: 'void' },
  none: { more: 'restored', less: 'void' },
};

interface Decided {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly decision: DecisionFact;
}

export class DecisionDesk {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  /** Points of the date now, and as they would be. Throws DeskFault `unknown-day`. */
  preview(ask: DecisionAsk): DecisionAnswer {
    this.#books.lookAtRules();
    return this.#answer(this.#decided(ask), (words) => ({
      ja: `${words.ja}ことになります。`,
      en: `It would be so: ${words.en}.`,
    }));
  }

  decide(body: DecisionBody): DecisionAnswer {
    return once(this.#books, body, 'decision', (chain) => this.#make(this.#decided(body), body, chain));
  }

  /** The day waits again, as if nothing had been decided. Throws DeskFault `unknown-decision`. */
  undo(body: DecisionUndo): DecisionAnswer {
    return once(this.#books, body, 'decision-undo', (chain) => {
      const { participant, date } = body;
      const day = this.#day(participant, date);
      if (day.decision === undefined || day.decision.kind === 'none') throw unknownDecision;
      const decision = { kind: 'none', revision: day.revisions.at(-1)?.revision ?? 0, steps: null } as const;
      return this.#make({ participant, date, decision }, body, chain);
    });
  }

  #decided(ask: DecisionAsk): Decided {
    const { participant, date, kind } = ask;
    const revision = this.#day(participant, date).revisions.at(-1)?.revision ?? 0;
    const steps = ask.kind === 'cap' ? ask.steps : null;
    return { participant, date, decision: { kind, revision, steps } };
  }

  #day(participant: ParticipantId, date: PlainDateText): DayFacts {
    const day = this.#books.facts.days(participant, { from: date, to: date })[0];
    if (day === undefined) throw unknownDay;
    return day;
  }

  #make(decided: Decided, why: Pick<DecisionUndo, 'reason' | 'actor' | 'reference'>, chain: Chain): DecisionAnswer {
    const { participant, date, decision } = decided;
    const answer = this.#answer(decided, (words) => ({
      ja: `${words.ja}ことにしました。`,
      en: `Decided: ${words.en}.`,
    }));
    const { reason, actor, reference } = why;
    const { lastInsertRowid } = this.#books.prepared
      .of(putDecision)
      .run(
        participant,
        date,
        decision.kind,
        decision.revision,
        decision.steps,
        reason,
        actor,
        reference ?? null,
        chain.atMs,
      );
    const day = this.#day(participant, date);
    if (countDay(day, this.#books.book.on(date))?.isWaiting === true)
      awaitDay(this.#books, participant, date, chain.atMs);
    else releaseDay(this.#books, participant, date);
    const cause = { kind: 'decision', decision: Number(lastInsertRowid) } as const;
    this.#books.settle(participant, kindsOf[decision.kind], { cause, reason, actor, reference }, chain);
    return answer;
  }

  #answer({ participant, date, decision }: Decided, say: (words: Words) => Words): DecisionAnswer {
    const facts = this.#books.facts.load(participant);
    const days = facts.days.map((day) => (day.date === date ? { ...day, decision } : day));
    return {
      before: this.#pointsOf(facts, date),
      after: this.#pointsOf({ ...facts, days }, date),
      sentence: say(decisionWords(date, decision)),
    };
  }

  #pointsOf(facts: ParticipantFacts, date: PlainDateText): Amount[] {
    const awards = awardsOf(facts, this.#books.book, this.#books.today()).filter((award) => award.date === date);
    const accounts = Map.groupBy(awards, ({ account }) => account);
    return [...accounts].map(([account, its]) => ({
      account,
      points: its.reduce((sum, { points }) => sum + points, 0),
    }));
  }
}

/** Reads on before ことにしました. */
const decisionWords = (date: PlainDateText, { kind, steps }: DecisionFact): Words => {
  const day = dayWords(date);
  switch (kind) {
    case 'accept':
      return { ja: `${day.ja}を、そのまま数える`, en: `${day.en} counts as it is` };
    case 'cap':
      return {
        ja: `${day.ja}を、${stepWords(steps ?? 0).ja}まで数える`,
        en: `of ${day.en} at most ${stepWords(steps ?? 0).en} count`,
      };
    case 'void':
      return { ja: `${day.ja}を、数えない`, en: `${day.en} does not count` };
    case 'none':
      return { ja: `${day.ja}を、もう一度 確かめる`, en: `${day.en} waits to be looked at again` };
  }
};

const unknownDay = new DeskFault(
  404,
  'unknown-day',
  {
    ja: 'その日の歩数は届いていません。何も変えていません。',
    en: 'No steps of that date have arrived. Nothing was changed.',
  },
  { ja: '番号と日付をたしかめてください。', en: 'Check the number and the date.' },
);
const unknownDecision = new DeskFault(404, 'unknown-decision', {
  ja: 'その日について決めたことはありません。何も変えていません。',
  en: 'Nothing was decided about that date. Nothing was changed.',
});
