/** Point analysis: analysts' questions about points, answered from memory that follows points.sqlite. Lives in a thread of its own. */
import type { DatabaseSync } from 'node:sqlite';
import type { Liability, PointFlow, WhatIf } from '../../contract/analysis-points.ts';
import type { AnalysisTerms } from '../../contract/analysis-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import type { GridBounds } from '../../runtime/day-grid.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Programme } from '../rule/programme-file.ts';
import { readBook } from '../rule/recorded-rules.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import { programmeTerms, voucherOf } from './analysed-programme.ts';
import { DayJudge, type ChangedDays } from './day-judge.ts';
import { dayNumberOf } from './day-number.ts';
import { JudgedDays } from './judged-days.ts';
import { LedgerSums } from './ledger-sums.ts';
import { liabilityOf } from './liability.ts';
import { pointFlowOf } from './point-flow.ts';
import { PointPeople } from './point-people.ts';
import { whatIfOf, type WhatIfAsk } from './what-if.ts';
import type { Whom } from './whom.ts';

export interface PointAnalysisParts {
  /** Of points.sqlite; only read. */
  readonly database: DatabaseSync;
  readonly programme: Programme;
  readonly bounds: GridBounds;
  readonly changed: ChangedDays;
}

export class PointAnalysis {
  readonly #parts: PointAnalysisParts;
  readonly #sql: Prepared;
  readonly people: PointPeople;
  readonly days: JudgedDays;
  readonly #sums: LedgerSums;
  readonly #judge: DayJudge;
  #book: RuleBook | undefined;
  #newestInForce = -1;

  constructor(parts: PointAnalysisParts) {
    const { database, programme, bounds, changed } = parts;
    this.#parts = parts;
    this.#sql = new Prepared(database);
    this.people = new PointPeople(database);
    this.days = new JudgedDays(bounds);
    this.#sums = new LedgerSums(database, this.people, this.days, programme.zone);
    this.#judge = new DayJudge(database, this.people, this.days, changed);
  }

  /** Reads a slice of what is new. Returns whether there may be more. */
  step(today: PlainDateText): boolean {
    const day = dayNumberOf(today);
    if (this.people.step() || this.#sums.step(day)) return true;
    return this.#judge.step(this.#rulesOn(today), day);
  }

  /** Since the beginning, in entries and people together. */
  get progress(): { readonly done: number; readonly total: number } {
    const [entries, people] = [this.#sums.progress, this.#judge.progress];
    return { done: entries.done + people.done, total: entries.total + people.total };
  }

  terms(today: PlainDateText): AnalysisTerms['programme'] {
    return programmeTerms(this.#rulesBook(), today);
  }

  flow(filter: { readonly from: string; readonly to: string }, whom: Whom, today: PlainDateText): PointFlow {
    return pointFlowOf(filter, whom, this.#rulesOn(today), this.people, this.#sums);
  }

  liability(whom: Whom, today: PlainDateText): Liability {
    return liabilityOf(today.slice(0, 7), whom, voucherOf(this.#rulesBook()), this.people, this.#sums);
  }

  whatIf(ask: WhatIfAsk, whom: Whom, today: PlainDateText): WhatIf {
    return whatIfOf(ask, whom, this.#rulesOn(today), voucherOf(this.#rulesBook()), this.people, this.days);
  }

  #rulesOn(today: PlainDateText) {
    return this.#rulesBook().on(today);
  }

  /** In force by now; others may have been put in force. */
  #rulesBook(): RuleBook {
    const newest = Number(this.#sql.of('SELECT coalesce(max(id), 0) AS id FROM rule_in_force').get()?.['id']);
    if (this.#book === undefined || newest !== this.#newestInForce) {
      this.#book = readBook(this.#parts.database, this.#parts.programme);
      this.#newestInForce = newest;
    }
    return this.#book;
  }
}
