/** Centre notes: what a centre writes down for itself, in its gateway's database, so that a restart forgets nothing. */
import type { DatabaseSync } from 'node:sqlite';
import { CameNotes } from './came-notes.ts';
import { FailureNotes } from './failure-notes.ts';
import { SaidNotes } from './said-notes.ts';
import { SessionNotes } from './session-notes.ts';
import { SwapNotes } from './swap-notes.ts';
import { TryNotes } from './try-notes.ts';
import { VisitNotes } from './visit-notes.ts';

/** Where a full disk takes no note, the writing method answers `full` and nothing has changed. */
export class CentreNotes {
  readonly came: CameNotes;
  readonly swaps: SwapNotes;
  readonly failures: FailureNotes;
  readonly sessions: SessionNotes;
  readonly tries: TryNotes;
  readonly visits: VisitNotes;
  readonly said: SaidNotes;

  constructor(database: DatabaseSync) {
    this.came = new CameNotes(database);
    this.swaps = new SwapNotes(database);
    this.failures = new FailureNotes(database);
    this.sessions = new SessionNotes(database);
    this.tries = new TryNotes(database);
    this.visits = new VisitNotes(database);
    this.said = new SaidNotes(database);
  }
}
