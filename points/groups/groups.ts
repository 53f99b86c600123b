/** Groups: the register of groups over the ledger's database: every change is kept, with who made it and why. */
import type { DatabaseSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { isOpenOn, sameName, type Group, type GroupChange, type GroupFields, type GroupRefusal } from './group.ts';

export interface ByWhom {
  readonly actor: string;
  readonly reference: string | null;
}

export interface ByWhomAndWhy extends ByWhom {
  readonly reason: string;
}

export type GroupOutcome =
  { readonly kind: 'done'; readonly group: Group } | { readonly kind: 'refused'; readonly reason: GroupRefusal };

const columns = 'name, activity, pursuit, contact, opened_on AS openedOn, closed_on AS closedOn';
const selectGroup = `SELECT c."group" AS id, ${columns},
  (SELECT f.actor FROM group_change f WHERE f."group" = c."group" ORDER BY f.number LIMIT 1) AS registeredBy
  FROM group_change c
  WHERE c.number = (SELECT max(l.number) FROM group_change l WHERE l."group" = c."group")`;

export class Groups {
  readonly #database: DatabaseSync;
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#prepared = new Prepared(database);
  }

  /** Open ones first, then by name. */
  list(): readonly Group[] {
    const rows = this.#prepared.of(`${selectGroup} ORDER BY c.closed_on IS NOT NULL, c.name, c."group"`).all();
    return rows as unknown as readonly Group[];
  }

  find(id: string): Group | undefined {
    return this.#prepared.of(`${selectGroup} AND c."group" = ?`).get(id) as unknown as Group | undefined;
  }

  isOpenOn(id: string, date: PlainDateText): boolean {
    const group = this.find(id);
    return group !== undefined && isOpenOn(group, date);
  }

  /** Oldest first; none of an unknown group. */
  history(id: string): readonly GroupChange[] {
    return this.#prepared
      .of(
        `SELECT kind, ${columns}, reason, actor, reference, at_ms AS atMs FROM group_change
         WHERE "group" = ? ORDER BY number`,
      )
      .all(id) as unknown as readonly GroupChange[];
  }

  /** The group gets the next free number: `G-0001`, `G-0002` … */
  register(fields: GroupFields, byWhom: ByWhom, atMs: number): GroupOutcome {
    return this.#together(() => {
      const reason = refusalOf(fields, byWhom) ?? this.#clash(fields.name, undefined);
      if (reason !== undefined) return { kind: 'refused', reason };
      const id = this.#nextId();
      return this.#write(id, { ...fields, ...byWhom, kind: 'registered', closedOn: null, reason: null, atMs });
    });
  }

  /** Puts right, or changes, what is registered. */
  change(id: string, fields: GroupFields, why: ByWhomAndWhy, atMs: number): GroupOutcome {
    return this.#step(id, why, (group) => {
      const reason = refusalOf(fields, why) ?? this.#clash(fields.name, id);
      if (reason !== undefined) return reason;
      if (group.closedOn !== null && group.closedOn < fields.openedOn) return 'closed-before-opened';
      return { ...fields, ...why, kind: 'changed', closedOn: group.closedOn, atMs };
    });
  }

  /** `closedOn` is the last date on which coming to the group counts. */
  close(id: string, closedOn: PlainDateText, why: ByWhomAndWhy, atMs: number): GroupOutcome {
    return this.#step(id, why, (group) => {
      if (group.closedOn !== null) return 'already-closed';
      if (closedOn < group.openedOn) return 'closed-before-opened';
      return { ...fieldsOf(group), ...why, kind: 'closed', closedOn, atMs };
    });
  }

  reopen(id: string, why: ByWhomAndWhy, atMs: number): GroupOutcome {
    return this.#step(id, why, (group) => {
      if (group.closedOn === null) return 'not-closed';
      return this.#clash(group.name, id) ?? { ...fieldsOf(group), ...why, kind: 'reopened', closedOn: null, atMs };
    });
  }

  #step(id: string, why: ByWhomAndWhy, next: (group: Group) => GroupChange | GroupRefusal): GroupOutcome {
    return this.#together(() => {
      const group = this.find(id);
      if (group === undefined) return { kind: 'refused', reason: 'unknown-group' };
      if (why.actor.trim() === '') return { kind: 'refused', reason: 'actor-missing' };
      if (why.reason.trim() === '') return { kind: 'refused', reason: 'reason-missing' };
      const change = next(group);
      return typeof change === 'string' ? { kind: 'refused', reason: change } : this.#write(id, change);
    });
  }

  #write(id: string, change: GroupChange): GroupOutcome {
    const { kind, name, activity, pursuit, contact, openedOn, closedOn, reason, actor, reference, atMs } = change;
    this.#prepared
      .of(
        `INSERT INTO group_change ("group", kind, name, activity, pursuit, contact, opened_on, closed_on, reason, actor,
         reference, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, kind, name, activity, pursuit, contact, openedOn, closedOn, reason, actor, reference, atMs);
    const group = this.find(id);
    return group === undefined ? { kind: 'refused', reason: 'unknown-group' } : { kind: 'done', group };
  }

  /** Another open group that goes by this name. */
  #clash(name: string, self: string | undefined): GroupRefusal | undefined {
    const isTaken = this.list().some(
      (group) => group.id !== self && group.closedOn === null && sameName(group.name, name),
    );
    return isTaken ? 'group-exists' : undefined;
  }

  #nextId(): string {
    const known = Number(
      this.#prepared.of('SELECT count(DISTINCT "group") AS known FROM group_change').get()?.['known'],
    );
    return `G-${String(known + 1).padStart(4, '0')}`;
  }

  /** In the caller's transaction where there is one. */
  #together<Value>(work: () => Value): Value {
    return this.#database.isTransaction ? work() : inTransaction(this.#database, work);
  }
}

const refusalOf = ({ name }: GroupFields, { actor }: ByWhom): GroupRefusal | undefined => {
  if (actor.trim() === '') return 'actor-missing';
  return name.trim() === '' ? 'name-missing' : undefined;
};

const fieldsOf = ({ name, activity, pursuit, contact, openedOn }: Group): GroupFields => ({
  name,
  activity,
  pursuit,
  contact,
  openedOn,
});
