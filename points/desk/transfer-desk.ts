/** Transfer desk: moves the points of a paper card to the pedometer's account, after which the paper card is closed. */
import type { TransferAnswer, TransferAsk, TransferBody } from '../../contract/desk-claim.ts';
import type { Books } from '../books.ts';
import { expiryDue, writeExpiry } from '../closing.ts';
import type { LedgerReader } from '../ledger/ledger-reader.ts';
import type { Chain } from '../ledger/ledger-writer.ts';
import { amountWords } from '../words.ts';
import { refusalOf, type RefusalCode } from './refusal-words.ts';
import { once } from './requests.ts';

interface Move {
  readonly paper: number;
  readonly pedometer: number;
  readonly before: { readonly paper: number; readonly pedometer: number };
}

const putTransfer = `INSERT INTO transfer (participant, date, paper_points, pedometer_points, actor, reference, at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

export class TransferDesk {
  readonly #books: Books;
  readonly #reader: LedgerReader;

  constructor(books: Books, reader: LedgerReader) {
    this.#books = books;
    this.#reader = reader;
  }

  preview(ask: TransferAsk): TransferAnswer {
    const move = this.#plan(ask);
    return typeof move === 'string' ? refused(move) : this.#answer('possible', move);
  }

  record(body: TransferBody): TransferAnswer {
    return once(this.#books, body, 'transfer', (chain): TransferAnswer => {
      const move = this.#plan(body);
      if (typeof move === 'string') return refused(move);
      this.#write(body, move, chain);
      return this.#answer('recorded', move);
    });
  }

  #plan({ participant, points }: TransferAsk): Move | RefusalCode {
    const { paper } = this.#books.book.programme.accounts;
    if (!this.#books.knows(participant)) return 'unknown-participant';
    if (paper?.pedometerPointsPerPoint === undefined) return 'no-transfer';
    if (this.#books.facts.pedometerFrom(participant) === null) return 'account-not-held';
    const before = {
      // What expired since the last closing is there no more.
      paper: this.#reader.balance(participant, 'paper') - expiryDue(this.#books, participant, 'paper'),
      pedometer: this.#reader.balance(participant, 'pedometer'),
    };
    if (before.paper <= 0) return 'nothing-to-move';
    const moved = points === 'all' ? before.paper : points;
    if (moved > before.paper) return 'too-many-points';
    return { paper: moved, pedometer: moved * paper.pedometerPointsPerPoint, before };
  }

  #write({ participant, actor, reference }: TransferBody, move: Move, chain: Chain): void {
    writeExpiry(this.#books, participant, 'paper', chain);
    const date = this.#books.today();
    const { lastInsertRowid } = this.#books.prepared
      .of(putTransfer)
      .run(participant, date, move.paper, move.pedometer, actor, reference, chain.atMs);
    const transfer = Number(lastInsertRowid);
    const grounds = { cause: { kind: 'transfer', transfer }, actor, reference } as const;
    const posting = {
      participant,
      counter: 'transferred',
      kind: 'transfer',
      key: `transfer:${transfer}`,
      date,
      rule: '',
      ruleVersion: this.#books.book.on(date).version,
      reverses: null,
    } as const;
    this.#books.writer.append({ ...posting, account: 'paper', points: -move.paper }, grounds, chain);
    this.#books.writer.append({ ...posting, account: 'pedometer', points: move.pedometer }, grounds, chain);
  }

  #answer(kind: 'possible' | 'recorded', { paper, pedometer, before }: Move): TransferAnswer {
    const { accounts } = this.#books.book.programme;
    const unit = accounts.pedometer.unit;
    const from = amountWords(paper, accounts.paper?.unit ?? unit);
    const to = amountWords(pedometer, unit);
    return {
      kind,
      before: [
        { account: 'paper', points: before.paper },
        { account: 'pedometer', points: before.pedometer },
      ],
      after: [
        { account: 'paper', points: before.paper - paper },
        { account: 'pedometer', points: before.pedometer + pedometer },
      ],
      sentence: {
        ja: `紙の ${from.ja}を、歩数計の ${to.ja}に移${kind === 'recorded' ? 'しました' : 'します'}。`,
        en: `${from.en} on paper ${kind === 'recorded' ? 'became' : 'become'} ${to.en} of the pedometer.`,
      },
      consequences: [
        {
          ja: 'これからは、紙のカードに新しいポイントはつきません。',
          en: 'From now on no new points go on the paper card.',
        },
      ],
    };
  }
}

const refused = (code: RefusalCode): TransferAnswer => ({
  kind: 'refused',
  refusals: [code === 'account-not-held' ? { code, ...noPedometer } : refusalOf(code)],
});

const noPedometer = {
  sentence: { ja: '歩数計を借りていない方です。', en: 'This participant has no pedometer.' },
  hint: { ja: '歩数計を貸し出してから、移してください。', en: 'Lend a pedometer first, then move the points.' },
};
