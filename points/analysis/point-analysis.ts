/** Point analysis: analysts' questions about points, answered from memory that follows points.sqlite. Lives in a thread of its own. */
import type { DatabaseSync } from 'node:sqlite';
import type { AnalysisTerms } from '../../contract/analysis-terms.ts';
import type { PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Programme } from '../rule/programme-file.ts';
import { readBook } from '../rule/recorded-rules.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import { programmeTerms } from './analysed-programme.ts';

export interface PointAnalysisParts {
  /** Of points.sqlite; only read. */
  readonly database: DatabaseSync;
  readonly programme: Programme;
}

export class PointAnalysis {
  readonly #parts: PointAnalysisParts;
  readonly #sql: Prepared;
  #book: RuleBook | undefined;
  #newestInForce = -1;

  constructor(parts: PointAnalysisParts) {
    this.#parts = parts;
    this.#sql = new Prepared(parts.database);
  }

  terms(today: PlainDateText): AnalysisTerms['programme'] {
    return programmeTerms(this.book(), today);
  }

  /** The rules in force by now; others may have been put in force. */
  book(): RuleBook {
    const newest = Number(this.#sql.of('SELECT coalesce(max(id), 0) AS id FROM rule_in_force').get()?.['id']);
    if (this.#book === undefined || newest !== this.#newestInForce) {
      this.#book = readBook(this.#parts.database, this.#parts.programme);
      this.#newestInForce = newest;
    }
    return this.#book;
  }
}
