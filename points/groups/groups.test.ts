/** Promises of the group register: every change is kept, a group counts from its first date to its last, and nothing is half done. */
import { expect, test } from 'vitest';
import { plainDateSchema } from '../../contract/ids.ts';
import { inTransaction, openDatabase } from '../../runtime/database.ts';
import type { GroupFields } from './group.ts';
import { Groups } from './groups.ts';
import { groupsSchema } from './groups-schema.ts';

const date = (text: string) => plainDateSchema.parse(text);
const nowMs = Date.parse('2026-11-21T12:00:00+09:00');
const byWhom = { actor: '佐藤', reference: '届出 12' };
const why = { ...byWhom, reason: '代表者から連絡' };
const radio: GroupFields = {
  name: '東町ラジオ体操会',
  activity: 'group-activity',
  pursuit: 'ラジオ体操',
  contact: '東地区センター',
  openedOn: date('2026-04-01'),
};

const open = () => {
  const database = openDatabase(':memory:', [groupsSchema]);
  return { database, groups: new Groups(database) };
};

test('a registered group has a number and is found again', () => {
  const { groups } = open();
  const group = { id: 'G-0001', ...radio, closedOn: null, registeredBy: '佐藤' };
  expect(groups.register(radio, byWhom, nowMs)).toEqual({ kind: 'done', group });
  expect(groups.find('G-0001')).toEqual(group);
  expect(groups.register({ ...radio, name: '西町パークゴルフ会' }, byWhom, nowMs)).toMatchObject({
    group: { id: 'G-0002' },
  });
  expect(groups.find('G-0003')).toBeUndefined();
});

test('a group counts from the date it opened to the date it closed, both included', () => {
  const { groups } = open();
  groups.register(radio, byWhom, nowMs);
  groups.close('G-0001', date('2026-10-31'), why, nowMs);
  const days = ['2026-03-31', '2026-04-01', '2026-10-31', '2026-11-01'].map((day) =>
    groups.isOpenOn('G-0001', date(day)),
  );
  expect(days).toEqual([false, true, true, false]);
  expect(groups.isOpenOn('G-0009', date('2026-10-31'))).toBe(false);
});

test('the history keeps every change with who made it, why, and what stood then', () => {
  const { groups } = open();
  groups.register(radio, byWhom, nowMs);
  groups.change('G-0001', { ...radio, name: '東町体操会' }, { ...why, actor: '鈴木' }, nowMs + 1);
  groups.close('G-0001', date('2026-10-31'), why, nowMs + 2);
  groups.reopen('G-0001', why, nowMs + 3);
  expect(groups.history('G-0001')).toEqual([
    { kind: 'registered', ...radio, closedOn: null, reason: null, ...byWhom, atMs: nowMs },
    { kind: 'changed', ...radio, name: '東町体操会', closedOn: null, ...why, actor: '鈴木', atMs: nowMs + 1 },
    { kind: 'closed', ...radio, name: '東町体操会', closedOn: '2026-10-31', ...why, atMs: nowMs + 2 },
    { kind: 'reopened', ...radio, name: '東町体操会', closedOn: null, ...why, atMs: nowMs + 3 },
  ]);
  expect(groups.find('G-0001')).toMatchObject({ name: '東町体操会', closedOn: null, registeredBy: '佐藤' });
});

test('open groups are listed first, then by name', () => {
  const { groups } = open();
  for (const name of ['う会', 'あ会', 'い会']) groups.register({ ...radio, name }, byWhom, nowMs);
  groups.close('G-0002', date('2026-10-31'), why, nowMs);
  expect(groups.list().map(({ name }) => name)).toEqual(['い会', 'う会', 'あ会']);
});

test('a name that an open group has is not given again, however it is spelt, until that group is closed', () => {
  const { groups } = open();
  groups.register({ ...radio, name: 'ABC 体操会' }, byWhom, nowMs);
  const again = { ...radio, name: 'ａｂｃ体操会' };
  expect(groups.register(again, byWhom, nowMs)).toEqual({ kind: 'refused', reason: 'group-exists' });
  groups.close('G-0001', date('2026-10-31'), why, nowMs);
  expect(groups.register(again, byWhom, nowMs)).toMatchObject({ kind: 'done' });
  expect(groups.reopen('G-0001', why, nowMs)).toEqual({ kind: 'refused', reason: 'group-exists' });
});

test('what cannot be is refused with a word, and nothing is written', () => {
  const { groups } = open();
  groups.register(radio, byWhom, nowMs);
  const last = date('2026-10-31');
  const words = [
    groups.register({ ...radio, name: ' ' }, byWhom, nowMs),
    groups.register({ ...radio, name: '別の会' }, { ...byWhom, actor: '' }, nowMs),
    groups.close('G-0009', last, why, nowMs),
    groups.close('G-0001', last, { ...why, reason: ' ' }, nowMs),
    groups.close('G-0001', last, { ...why, actor: ' ' }, nowMs),
    groups.close('G-0001', date('2026-03-31'), why, nowMs),
    groups.reopen('G-0001', why, nowMs),
    groups.change('G-0001', { ...radio, name: '' }, why, nowMs),
  ].map((outcome) => (outcome.kind === 'refused' ? outcome.reason : 'done'));
  expect(words).toEqual([
    'name-missing',
    'actor-missing',
    'unknown-group',
    'reason-missing',
    'actor-missing',
    'closed-before-opened',
    'not-closed',
    'name-missing',
  ]);
  groups.close('G-0001', last, why, nowMs);
  expect(groups.close('G-0001', last, why, nowMs)).toEqual({ kind: 'refused', reason: 'already-closed' });
  const later = { ...radio, openedOn: date('2026-11-01') };
  expect(groups.change('G-0001', later, why, nowMs)).toEqual({ kind: 'refused', reason: 'closed-before-opened' });
  expect(groups.history('G-0001')).toHaveLength(2);
});

test('a change belongs to the transaction it is made in', () => {
  const { database, groups } = open();
  expect(() =>
    inTransaction(database, () => {
      groups.register(radio, byWhom, nowMs);
      throw new Error('something else failed');
    }),
  ).toThrow('something else');
  expect(groups.list()).toEqual([]);
});

test.each([
  "UPDATE group_change SET name = 'x'",
  'DELETE FROM group_change',
  'INSERT OR REPLACE INTO group_change SELECT * FROM group_change',
])('refuses %s', (sql) => {
  const { database, groups } = open();
  groups.register(radio, byWhom, nowMs);
  expect(() => database.exec(sql)).toThrow('group_change is append-only');
});
