/** A ledger of the first form, which was never released, opens as a new one and waits for the feed to be told again. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { appendOnly } from '../runtime/append-only.ts';
import { dayTotal, TrialDisk, walker } from './trial-points.ts';

/** As the first form had it. */
const firstForm = `
  CREATE TABLE rule (programme TEXT NOT NULL, version INTEGER NOT NULL, decides TEXT NOT NULL,
    PRIMARY KEY (programme, version)) STRICT, WITHOUT ROWID;
  ${appendOnly('rule', [['programme', 'version']])}
  CREATE TABLE entry (id INTEGER PRIMARY KEY, participant TEXT NOT NULL, date TEXT NOT NULL,
    points INTEGER NOT NULL CHECK (points <> 0), reason TEXT NOT NULL, programme TEXT NOT NULL, rule_version INTEGER NOT NULL,
    revision INTEGER NOT NULL, synced_on TEXT NOT NULL, counted_steps INTEGER NOT NULL CHECK (counted_steps >= 0),
    at_ms INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  ${appendOnly('entry', [['id']])}
  CREATE TRIGGER entry_is_the_next BEFORE INSERT ON entry
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
    BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
  CREATE TABLE day_revision (participant TEXT NOT NULL, date TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1),
    steps INTEGER NOT NULL CHECK (steps >= 0), state TEXT NOT NULL, synced_on TEXT NOT NULL, entry INTEGER,
    PRIMARY KEY (participant, date, revision)) STRICT, WITHOUT ROWID;
  ${appendOnly('day_revision', [['participant', 'date', 'revision']])}
  CREATE TABLE day (participant TEXT NOT NULL, date TEXT NOT NULL, revision INTEGER NOT NULL,
    counted_steps INTEGER NOT NULL CHECK (counted_steps >= 0), credited INTEGER NOT NULL CHECK (credited >= 0),
    PRIMARY KEY (participant, date)) STRICT, WITHOUT ROWID;
  CREATE TABLE issued (date TEXT PRIMARY KEY, points INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO rule VALUES ('iwamizawa', 1, '{}');
  INSERT INTO entry VALUES (1, 'P-0001', '2026-11-20', 4, 'steps', 'iwamizawa', 1, 1, '2026-11-21', 10000, 0, 'abc');
  INSERT INTO day_revision VALUES ('P-0001', '2026-11-20', 1, 10000, 'open', '2026-11-21', 1);
  INSERT INTO day VALUES ('P-0001', '2026-11-20', 1, 10000, 4);
  INSERT INTO issued VALUES ('2026-11-21', 4);
  PRAGMA user_version = 1;`;

const namesOf = (path: string): readonly unknown[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  const names = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  database.close();
  return names;
};

test('a file of the first form becomes what a new one is, and is filled again', async () => {
  using old = new TrialDisk();
  const database = new DatabaseSync(old.path);
  database.exec(firstForm);
  database.close();
  using fresh = new TrialDisk();
  await using points = await old.open();
  await using other = await fresh.open();
  expect(namesOf(old.path)).toEqual(namesOf(fresh.path));
  expect([points.balance(walker), points.verify()]).toMatchObject([0, { kind: 'ok', entries: 0 }]);
  const again = dayTotal({ steps: 10_000 });
  expect([points.accept([again]).fresh, other.accept([again]).fresh]).toEqual([1, 1]);
  expect([points.balance(walker), points.verify()]).toMatchObject([4, { kind: 'ok', entries: 1 }]);
});

test('opening it once more changes nothing', async () => {
  using disk = new TrialDisk();
  const database = new DatabaseSync(disk.path);
  database.exec(firstForm);
  database.close();
  const first = await disk.open();
  first.accept([dayTotal({ steps: 10_000 })]);
  await first[Symbol.asyncDispose]();
  await using second = await disk.open();
  expect([second.balance(walker), second.accept([dayTotal({ steps: 10_000 })])]).toMatchObject([4, { repeated: 1 }]);
});
