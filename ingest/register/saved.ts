/** Saved: an addition or edit of the register, judged the same way whether it is tried or made. */
import type { FieldChange, RegisterNote, Saved } from '../../contract/register-terms.ts';
import type { LoggedOf } from './logged-change.ts';
import type { RegisterLog } from './register-log.ts';
import type { AskedChange, RegisterRequests } from './register-requests.ts';

export interface Saving {
  readonly of: LoggedOf;
  readonly id: string;
  readonly kind: 'added' | 'edited';
  readonly changes: FieldChange[];
  readonly notes: RegisterNote[];
  /** Returns the hand-over that it says, where a status is one. */
  readonly write: (actor: string) => number | undefined;
}
export type Judged = Saving | Extract<Saved, { readonly kind: 'refused' }>;

/** Changes nothing. */
export const possible = (judged: Judged): Saved =>
  judged.kind === 'refused'
    ? judged
    : { kind: 'possible', id: judged.id, changes: judged.changes, notes: judged.notes };

export class Saver {
  readonly #requests: RegisterRequests;
  readonly #log: RegisterLog;

  constructor(requests: RegisterRequests, log: RegisterLog) {
    this.#requests = requests;
    this.#log = log;
  }

  /** `judge` looks at the register as it is when the change is made. */
  save(asked: AskedChange & { readonly reason?: string | undefined }, name: string, judge: () => Judged): Saved {
    return this.#requests.once(name, asked, (atMs) => {
      const judged = judge();
      if (judged.kind === 'refused') return judged;
      const { of, id, kind, changes, notes, write } = judged;
      const handOver = write(asked.actor);
      const entry = { atMs, kind, of, subject: id, actor: asked.actor, reason: asked.reason };
      const said = handOver === undefined ? [] : changes.filter(({ field }) => field === 'status');
      const others = changes.filter((change) => !said.includes(change));
      if (others.length > 0) this.#log.add({ ...entry, changes: others });
      if (said.length > 0) this.#log.add({ ...entry, changes: said, handOver });
      return { kind: 'saved', id, changes, notes };
    });
  }
}
