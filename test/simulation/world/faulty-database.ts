/** FaultyDatabase: a real SQLite connection whose every write asks a simulated disk whether it may happen. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Stands between a connection and its file. */
export interface WriteGate {
  /** Performs a commit, or throws as SQLite would, or lets the machine die before, in the midst of, or after it. */
  commit(database: FaultyDatabase, perform: () => void): void;
  /** The same for a statement that writes; outside a transaction it is its own commit. */
  statement<Result>(database: FaultyDatabase, perform: () => Result): Result;
  closed(database: FaultyDatabase): void;
}

const writing = /^\s*(INSERT|UPDATE|DELETE|REPLACE)/i;

export class FaultyDatabase extends DatabaseSync {
  readonly path: string;
  readonly #gate: WriteGate;

  constructor(path: string, options: { readonly timeout: number }, gate: WriteGate) {
    super(path, options);
    this.path = path;
    this.#gate = gate;
  }

  override exec(sql: string): void {
    if (sql === 'COMMIT') this.#gate.commit(this, () => super.exec(sql));
    else super.exec(sql);
  }

  override prepare(sql: string): StatementSync {
    const statement = super.prepare(sql);
    if (!writing.test(sql)) return statement;
    const run = statement.run.bind(statement);
    const get = statement.get.bind(statement);
    Object.assign(statement, {
      run: (...values: Parameters<typeof run>) => this.#gate.statement(this, () => run(...values)),
      get: (...values: Parameters<typeof get>) => this.#gate.statement(this, () => get(...values)),
    });
    return statement;
  }

  /** What SQLite promises to have on the platter after a commit. */
  get synchronous(): 'full' | 'less' {
    return Number(super.prepare('PRAGMA synchronous').get()?.['synchronous']) >= 2 ? 'full' : 'less';
  }

  override close(): void {
    this.#gate.closed(this);
    super.close();
  }
}

/** As node:sqlite throws it. */
export const sqliteError = (errcode: number, errstr: string): Error =>
  Object.assign(new Error(errstr), { code: 'ERR_SQLITE_ERROR', errcode, errstr });
