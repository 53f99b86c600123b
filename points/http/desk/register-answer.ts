/** Register answer: the register of groups and the register of codes, shown and changed. */
import type { z } from 'zod';
import type {
  codeBodySchema,
  CodeRevoke,
  Codes,
  CodeSheet,
  MadeCode as DeskCode,
} from '../../../contract/desk-code.ts';
import type { DeskGroup, GroupBody, GroupClose, Groups } from '../../../contract/desk-group.ts';
import type { PlainDateText } from '../../../contract/ids.ts';
import { isoInstant, localDate } from '../../../runtime/clock.ts';
import { assert } from '../../../runtime/fault.ts';
import type { MadeCode } from '../../codes/made-code.ts';
import { once } from '../../desk/requests.ts';
import type { GroupOutcome } from '../../groups/groups.ts';
import type { Group } from '../../groups/group.ts';
import type { DeskWorld } from './desk-world.ts';
import { groupFault, orderFault, registerFaults } from './register-faults.ts';

type CodeOrder = z.output<typeof codeBodySchema>;

export const groupsAnswer = ({ desk }: DeskWorld): Groups => ({ groups: desk.groups.list().map(groupAnswer) });

/** Throws DeskFault `not-on-menu` or `group-exists`. */
export const openGroup = (body: GroupBody, { books, desk }: DeskWorld): DeskGroup =>
  once(books, body, 'group-open', ({ atMs }) => {
    const { actor, name, activity, pursuit, contact, openedOn } = body;
    const onMenu = books.book.on(books.today()).activities.find(({ id }) => id === activity);
    if (onMenu?.needsGroup !== true) throw registerFaults.notForGroups;
    const fields = { name, activity, pursuit, contact, openedOn };
    return groupDone(desk.groups.register(fields, { actor, reference: null }, atMs));
  });

/** Throws DeskFault `unknown-group`, `already-closed` or `closed-before-opened`. */
export const closeGroup = (id: string, body: GroupClose, { books, desk }: DeskWorld): DeskGroup => {
  const asked = { ...body, id };
  return once(books, asked, 'group-close', ({ atMs }) => {
    const { closedOn, reason, actor } = body;
    return groupDone(desk.groups.close(id, closedOn, { reason, actor, reference: null }, atMs));
  });
};

const groupDone = (outcome: GroupOutcome): DeskGroup => {
  if (outcome.kind === 'refused') throw groupFault(outcome.reason);
  return groupAnswer(outcome.group);
};

const groupAnswer = (group: Group): DeskGroup => {
  const { id, name, activity, pursuit, contact, openedOn, closedOn, registeredBy } = group;
  return { id, name, activity, pursuit, contact, openedOn, closedOn, registeredBy };
};

export const codesAnswer = (world: DeskWorld): Codes => ({
  codes: world.desk.codes.list().map((code) => codeAnswer(code, world)),
});

/** Throws DeskFault `unknown-code`. */
export const sheetAnswer = (id: string, world: DeskWorld): CodeSheet => {
  const { codes } = world.desk;
  const code = codes.find(id);
  if (code === undefined) throw registerFaults.unknownCode;
  const slips = codes.slips(id).map(({ serial, token, short, usesCount }) => ({
    serial,
    text: token,
    short,
    isUsed: usesCount > 0,
  }));
  return { code: codeAnswer(code, world), slips };
};

/** Throws DeskFault `no-codes`, `already-over` or `too-long`. */
export const makeCodes = (body: CodeOrder, world: DeskWorld): CodeSheet =>
  once(world.books, body, 'codes', ({ atMs }) => {
    const { kind, activity, place, from, to, count, actor } = body;
    const onMenu = world.books.book.on(from).activities.find(({ id }) => id === activity);
    if (onMenu?.evidence.includes(`${kind}-code`) !== true) throw registerFaults.noCodes;
    const valid = { kind: 'dates', from, to } as const;
    const issued = world.desk.codes.issue({ kind, activity, place, valid, count, actor }, atMs);
    if (issued.kind === 'refused') throw orderFault(issued.reason);
    return sheetAnswer(issued.code.id, world);
  });

/** Throws DeskFault `unknown-code` or `already-revoked`. */
export const revokeCode = (id: string, body: CodeRevoke, world: DeskWorld): CodeSheet => {
  const asked = { ...body, id };
  return once(world.books, asked, 'code-revoke', ({ atMs }) => {
    const outcome = world.desk.codes.revoke(id, body, atMs);
    if (outcome === 'unknown') throw registerFaults.unknownCode;
    if (outcome === 'already-revoked') throw registerFaults.alreadyRevoked;
    assert(outcome === 'revoked', 'the body of a revocation has a reason and an actor');
    return sheetAnswer(id, world);
  });
};

const codeAnswer = (code: MadeCode, { books }: DeskWorld): DeskCode => {
  const { zone } = books.book.programme;
  const dateAt = (ms: number): PlainDateText => localDate(ms, zone).toString() as PlainDateText;
  const { revoked } = code;
  return {
    id: code.id,
    kind: code.kind,
    activity: code.activity,
    place: code.place ?? '',
    from: dateAt(code.validFromMs),
    to: dateAt(code.validToMs - 1),
    count: code.count,
    used: code.usesCount,
    state: codeState(code, books.clock.wallMs()),
    madeAt: isoInstant(code.madeMs),
    madeBy: code.actor,
    revoked: revoked === null ? null : { at: isoInstant(revoked.atMs), actor: revoked.actor, reason: revoked.reason },
  };
};

const codeState = ({ revoked, validFromMs, validToMs }: MadeCode, nowMs: number): DeskCode['state'] => {
  if (revoked !== null) return 'revoked';
  if (nowMs < validFromMs) return 'not-yet';
  return nowMs < validToMs ? 'valid' : 'expired';
};
