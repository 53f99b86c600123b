/** Recorded rules: the ledger remembers what each rule version decides and since when it has the say, so that the past stays as it was. */
import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { daysAfter } from './calendar.ts';
import type { Programme } from './programme-file.ts';
import { RuleBook, type InForce } from './rule-book.ts';
import { ruleVersionSchema, type RuleVersion } from './rule-version.ts';

/** A version that the file says began earlier than it could be recorded: its past waits for `recompute`. */
export interface LateVersion {
  readonly version: number;
  readonly effectiveFrom: PlainDateText;
  readonly inForceFrom: PlainDateText;
}

/**
 * Writes down versions that are new. A ledger that knows nothing yet takes each from its own date; in one that has begun, a
 * new version never applies to a date that has been lived already. Throws OperatorError `rule-changed` when a version decided
 * otherwise before, and `rule-other-programme` when the ledger belongs to another programme.
 */
export const recordRules = (
  database: DatabaseSync,
  programme: Programme,
  today: PlainDateText,
  atMs: number,
): RuleBook => {
  refuseOther(database, programme.programme);
  const begun =
    database.prepare('SELECT 1 FROM day_revision LIMIT 1').get() !== undefined ||
    database.prepare('SELECT 1 FROM claim LIMIT 1').get() !== undefined;
  const recording = { begun, today, atMs };
  let isAfterNew = false;
  for (const rules of programme.versions) {
    if (record(database, programme.programme, rules, recording)) isAfterNew = true;
    // One put in before it would otherwise have the say for ever.
    else if (isAfterNew) putInForce(database, rules, recording);
  }
  return readBook(database, programme);
};

/**
 * The rules in force, for whoever only looks at a ledger: of versions that are new nothing is written down, so that a draft may
 * be tried. Throws as `recordRules` does, and OperatorError `ledger-empty` where no rules were ever recorded.
 */
export const rulesInForce = (database: DatabaseSync, programme: Programme): RuleBook => {
  refuseOther(database, programme.programme);
  if (forceRows(database).length === 0)
    throw new OperatorError('ledger-empty', 'This ledger is empty', 'Name the data directory of the programme.');
  for (const rules of programme.versions) isRecorded(database, programme.programme, rules);
  return readBook(database, programme);
};

/** The book as it is in force by now; wording is that of the file where it has the version. */
export const readBook = (database: DatabaseSync, { versions, ...header }: Programme): RuleBook => {
  const written = new Map(versions.map((rules) => [rules.version, rules]));
  const spans = forceRows(database).map(({ version, from }): InForce => {
    const rules = written.get(version) ?? recorded(database, header.programme, version);
    return { from, rules };
  });
  const [first, ...rest] = standingOf(spans);
  if (first === undefined) throw new Error('bug: a ledger without a rule in force');
  return new RuleBook(header, [first, ...rest]);
};

/** The book as the file says it, with recorded versions that the file has no more. */
const bookAsWritten = (database: DatabaseSync, programme: Programme): RuleBook => {
  const written = new Set(programme.versions.map(({ version }) => version));
  const gone = forceRows(database).filter(({ version }) => !written.has(version));
  const kept = gone.map(({ version }) => recorded(database, programme.programme, version));
  const versions = [...programme.versions, ...kept].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return RuleBook.asWritten({ ...programme, versions });
};

/** As it is in force before `from`, and as the file says it from then on: what `recompute` would put in force. */
export const bookFrom = (database: DatabaseSync, programme: Programme, from: PlainDateText): RuleBook => {
  const standing = readBook(database, programme);
  const written = bookAsWritten(database, programme);
  const before = standing.inForce.filter((each) => each.from < from);
  const after = written.inForce.filter((each) => each.from > from);
  const [first, ...rest] = [...before, { from, rules: written.on(from) }, ...after];
  return first === undefined ? standing : new RuleBook(standing.programme, [first, ...rest]);
};

/** From `from` on every version has the say from its own date, as the file says: what `recompute` applies. */
export const forceAsWritten = (
  database: DatabaseSync,
  programme: Programme,
  from: PlainDateText,
  by: { readonly atMs: number; readonly reason: string; readonly actor: string },
): void => {
  const book = bookAsWritten(database, programme);
  const first = book.on(from);
  const later = book.inForce.filter((each) => each.from > from);
  for (const each of [{ from, rules: first }, ...later]) {
    database
      .prepare('INSERT INTO rule_in_force (version, from_date, at_ms, reason, actor) VALUES (?, ?, ?, ?, ?)')
      .run(each.rules.version, each.from, by.atMs, by.reason, by.actor);
  }
};

/** Versions that the ledger goes by and the file has no more: it was probably set back. */
export const versionsNotInFile = (book: RuleBook, { versions }: Pick<Programme, 'versions'>): readonly number[] => {
  const written = new Set(versions.map(({ version }) => version));
  return [...new Set(book.inForce.map(({ rules }) => rules.version))].filter((version) => !written.has(version));
};

export const lateVersions = (book: RuleBook): readonly LateVersion[] =>
  book.inForce
    // A version that goes on was put in force again by a recomputation: nothing of it waits.
    .filter(({ from, rules }, i) => i > 0 && book.inForce[i - 1]?.rules !== rules && from > rules.effectiveFrom)
    .map(({ from, rules }) => ({ version: rules.version, effectiveFrom: rules.effectiveFrom, inForceFrom: from }));

/** Keys of what is only said or shown. */
const wording = new Set(['sentence', 'name', 'chapter', 'picture']);

/** The part of a version that decides points, and nothing of its wording. */
export const decidingText = (rules: RuleVersion): string =>
  JSON.stringify(rules, (key, value: unknown) => (wording.has(key) ? undefined : value));

/** Tells two deciding texts apart in a log. */
export const ruleHash = (rules: RuleVersion): string => hash('sha256', decidingText(rules), 'hex').slice(0, 16);

const refuseOther = (database: DatabaseSync, programme: string): void => {
  const other = database.prepare('SELECT programme FROM rule_version WHERE programme <> ? LIMIT 1').get(programme);
  if (other === undefined) return;
  throw new OperatorError(
    'rule-other-programme',
    `This ledger belongs to the programme ${String(other['programme'])}, the rule file to ${programme}`,
    'Give each programme a points.sqlite of its own.',
  );
};

interface Recording {
  readonly begun: boolean;
  readonly today: PlainDateText;
  readonly atMs: number;
}

const record = (database: DatabaseSync, programme: string, rules: RuleVersion, recording: Recording): boolean => {
  if (isRecorded(database, programme, rules)) return false;
  database
    .prepare('INSERT INTO rule_version (programme, version, decides, content) VALUES (?, ?, ?, ?)')
    .run(programme, rules.version, decidingText(rules), JSON.stringify(rules));
  putInForce(database, rules, recording);
  return true;
};

/** Throws OperatorError `rule-changed` where the ledger has recorded another text of that number. */
const isRecorded = (database: DatabaseSync, programme: string, rules: RuleVersion): boolean => {
  const { version } = rules;
  const decides = decidingText(rules);
  const known = database
    .prepare('SELECT decides FROM rule_version WHERE programme = ? AND version = ?')
    .get(programme, version)?.['decides'];
  if (known !== undefined && known !== decides) {
    throw new OperatorError(
      'rule-changed',
      `Version ${version} of ${programme} decides other points than when the ledger recorded it`,
      'Leave that version as it was and add the changed rules as the next version.',
    );
  }
  return known !== undefined;
};

const putInForce = (
  database: DatabaseSync,
  { version, effectiveFrom }: RuleVersion,
  { begun, today, atMs }: Recording,
): void => {
  const tomorrow = daysAfter(today, 1);
  const from = begun && effectiveFrom < tomorrow ? tomorrow : effectiveFrom;
  database.prepare('INSERT INTO rule_in_force (version, from_date, at_ms) VALUES (?, ?, ?)').run(version, from, atMs);
};

const recorded = (database: DatabaseSync, programme: string, version: number): RuleVersion => {
  const row = database
    .prepare('SELECT content FROM rule_version WHERE programme = ? AND version = ?')
    .get(programme, version);
  const content: unknown = JSON.parse(String(row?.['content']));
  const parsed = ruleVersionSchema.safeParse(content);
  // What was recorded was checked then: a check that came later, of its words for instance, does not undo it.
  return parsed.success ? parsed.data : (content as RuleVersion);
};

interface ForceRow {
  readonly version: number;
  readonly from: PlainDateText;
}

const forceRows = (database: DatabaseSync): readonly ForceRow[] =>
  database.prepare('SELECT version, from_date AS "from" FROM rule_in_force ORDER BY id').all() as unknown as ForceRow[];

/** A later row takes the place of all earlier ones from its date on. */
const standingOf = (spans: readonly InForce[]): readonly InForce[] =>
  spans.reduce<readonly InForce[]>((kept, span) => [...kept.filter(({ from }) => from < span.from), span], []);
