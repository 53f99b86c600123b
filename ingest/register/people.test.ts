/** Promises of the people of the register: found, added and edited once, told in full, and nobody changed unseen. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { anna, bert } from '../sample-cloud.ts';
import { refusalsOf, SampleRegister } from './sample-register.ts';

const carla = {
  id: 'P-0003',
  name: '鈴木 幸子',
  birthYear: 1950,
  birthDate: '1950-03-04',
  centre: 'north',
  nickname: 'さくら',
};

test('finds people by number, name, nickname, sticker and scanned card, and tells how many there are', () => {
  using desk = new SampleRegister();
  desk.change('addParticipant', carla);
  desk.registry.lend(desk.registry.devices()[0]?.serial ?? never(), anna, desk.sample.nowMs - 1000);
  const found = (query: string) => desk.ask('participants', { query: { query } }).participants.map(({ id }) => id);
  expect(found('')).toEqual(['P-0001', 'P-0002', 'P-0003']);
  expect(found('p-0003')).toEqual(['P-0003']);
  expect(found('鈴木幸子'.slice(0, 2))).toEqual(['P-0003']);
  expect(found('鈴木　幸')).toEqual(['P-0003']);
  expect(found('さくら')).toEqual(['P-0003']);
  expect(found('AYMP.P-0002')).toEqual(['P-0002']);
  expect(found('１')).toEqual(['P-0001']);
  expect(found('%')).toEqual([]);
  expect(desk.ask('participants', { query: { query: '鈴木' } })).toMatchObject({ total: 1, registered: 3 });
  const row = desk.ask('participants', { query: { query: 'P-0001' } }).participants[0];
  expect(row).toMatchObject({ age: 78, pedometer: { label: '1' }, centre: { id: 'north', name: '北公民館' } });
});

test('shows those of a centre, with or without a pedometer', () => {
  using desk = new SampleRegister();
  desk.change('addParticipant', { ...carla, centre: 'south' });
  desk.registry.lend(desk.registry.devices()[0]?.serial ?? never(), bert, desk.sample.nowMs - 1000);
  const found = (query: Readonly<Record<string, string>>) =>
    desk.ask('participants', { query }).participants.map(({ id }) => id);
  expect(found({ centre: 'south' })).toEqual(['P-0003']);
  expect(found({ pedometer: 'with' })).toEqual(['P-0002']);
  expect(found({ pedometer: 'without', centre: 'north' })).toEqual(['P-0001']);
  expect(found({ pedometer: 'without', query: 'P-0002' })).toEqual([]);
});

test('adds somebody once, however often it is sent, and shows before what it would do', () => {
  using desk = new SampleRegister();
  const before = desk.rowsCount;
  expect(desk.ask('previewAddParticipant', { body: carla })).toMatchObject({ kind: 'possible', notes: [] });
  expect(desk.rowsCount).toBe(before);
  const requestId = randomUUID();
  const first = desk.change('addParticipant', { ...carla, requestId });
  expect(first).toMatchObject({ kind: 'saved', id: 'P-0003' });
  expect(desk.change('addParticipant', { ...carla, requestId })).toEqual(first);
  expect(() => desk.change('addParticipant', { ...carla, name: '別の人', requestId })).toThrow(/request-reused/);
  expect(refusalsOf(desk.change('addParticipant', carla))).toEqual(['id-taken']);
  expect(desk.ask('participant', { id: 'P-0003' }).history).toMatchObject([
    { kind: 'added', by: { kind: 'desk', actor: '佐藤' }, subject: 'P-0003' },
  ]);
  expect(desk.told).toBeGreaterThan(0);
});

test.each([
  ['unknown-centre', { centre: 'nowhere' }],
  ['birth-year-differs', { birthYear: 1951 }],
  ['birth-in-future', { birthYear: 2099, birthDate: null }],
  ['nickname-tells-name', { nickname: '幸子' }],
])('refuses %s, and nothing is written', (code, wrong) => {
  using desk = new SampleRegister();
  const before = desk.rowsCount;
  expect(refusalsOf(desk.ask('previewAddParticipant', { body: { ...carla, ...wrong } }))).toEqual([code]);
  expect(desk.rowsCount).toBe(before);
});

test('warns of somebody registered already under another number, and of the very young', () => {
  using desk = new SampleRegister();
  const notes = (person: object) => {
    const answer = desk.ask('previewAddParticipant', { body: { ...carla, ...person } });
    return answer.kind === 'possible' ? answer.notes.map(({ code }) => code) : [];
  };
  expect(notes({ name: '山田 花子', birthYear: 1948, birthDate: null })).toEqual(['person-twice']);
  expect(notes({ birthYear: 2015, birthDate: null })).toEqual(['under-age']);
});

test('an edit changes what was sent and nothing else, and is told field by field', () => {
  using desk = new SampleRegister();
  const edit = desk.change('editParticipant', { name: '山田 はな', reason: '改名の届け' }, 'P-0001');
  expect(edit).toMatchObject({
    kind: 'saved',
    changes: [{ field: 'name', before: '山田 花子', after: '山田 はな' }],
  });
  desk.change('editParticipant', { birthDate: '1948-05-06', centre: 'south' }, 'P-0001');
  const { person, history } = desk.ask('participant', { id: 'P-0001' });
  expect(person).toMatchObject({ name: '山田 はな', birthDate: '1948-05-06', centre: { id: 'south' } });
  expect(history.map(({ changes, reason }) => [changes.map(({ field }) => field), reason])).toEqual([
    [['birth-date', 'centre'], null],
    [['name'], '改名の届け'],
  ]);
  expect(refusalsOf(desk.change('editParticipant', { name: '山田 はな' }, 'P-0001'))).toEqual(['nothing-to-change']);
  expect(refusalsOf(desk.change('editParticipant', { birthYear: 1950 }, 'P-0001'))).toEqual(['birth-year-differs']);
  expect(() => desk.change('editParticipant', { name: 'だれか' }, 'P-9999')).toThrow(/unknown-participant/);
});

test('a nickname that would tell the new name is taken away, and the clerk is told before', () => {
  using desk = new SampleRegister();
  desk.change('editParticipant', { nickname: 'はな' }, 'P-0002');
  const edit = { name: '田中 はな' };
  expect(desk.ask('previewEditParticipant', { id: 'P-0002', body: edit })).toMatchObject({
    notes: [{ code: 'nickname-dropped' }],
    changes: [{ field: 'name' }, { field: 'nickname', before: 'はな', after: null }],
  });
  desk.change('editParticipant', edit, 'P-0002');
  expect(desk.ask('participant', { id: 'P-0002' }).person.nickname).toBeNull();
});

test('the log of changes can be neither changed nor deleted', () => {
  using desk = new SampleRegister();
  desk.change('addParticipant', carla);
  for (const sql of [
    'DELETE FROM register_change',
    "UPDATE register_change SET actor = 'x'",
    'DELETE FROM register_request',
  ])
    expect(() => {
      desk.store.database.exec(sql);
    }).toThrow(/append-only/);
  expect(desk.ask('changes')).toMatchObject({ total: 1, changes: [{ kind: 'added', subject: 'P-0003' }] });
});

test('proposes the next number after those that begin as most do', () => {
  using desk = new SampleRegister();
  expect(desk.ask('proposal', { query: { centre: 'north' } })).toEqual({
    participant: 'P-0003',
    device: 'AYM-000003',
    label: '3',
    model: 'steplog-1',
    capacityBuckets: 1440,
    bucketSeconds: 3600,
  });
  desk.change('addParticipant', { ...carla, id: 'sakura' });
  desk.change('addParticipant', { ...carla, id: 'P-0041', name: '別 人', birthDate: null });
  expect(desk.ask('proposal')).toMatchObject({ participant: 'P-0042', label: null });
});

test('a hundred thousand people are found page by page', () => {
  using desk = new SampleRegister();
  const { database } = desk.store;
  database.exec(`INSERT INTO participant (id, name, birth_year, centre)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT printf('Q-%06d', i), '歩 ' || i, 1940 + i % 30, iif(i % 2, 'north', 'south') FROM n`);
  const page = (query: Readonly<Record<string, string>>) => desk.ask('participants', { query });
  expect(page({})).toMatchObject({ total: 100_002, registered: 100_002 });
  expect(page({ from: '100000' }).participants.map(({ id }) => id)).toEqual(['Q-099999', 'Q-100000']);
  expect(page({ query: '歩 9999' }).participants).toHaveLength(19);
  expect(page({ query: 'q-000007' }).participants[0]?.id).toBe('Q-000007');
  expect(page({ centre: 'south', pedometer: 'without', from: '49950' }).participants).toHaveLength(50);
});

const never = (): never => {
  throw new Error('there is a pedometer');
};
