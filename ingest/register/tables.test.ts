/** Promises of tables at the desk: shown before they are taken, taken exactly as shown, refused whole with every line; and tables out. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RegisterTable } from '../../contract/register-import.ts';
import { anna, bert, device, firstDayMs, hourMs } from '../sample-cloud.ts';
import { SampleRegister } from './sample-register.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const people = (...lines: readonly string[]): string =>
  base64(['participant,name,birthYear,centre,nickname', ...lines].join('\r\n'));
const preview = (desk: SampleRegister, table: RegisterTable, file: string) =>
  desk.ask('previewImport', { body: { table, file } });
const tokenOf = (desk: SampleRegister, table: RegisterTable, file: string): string => {
  const answer = preview(desk, table, file);
  return answer.kind === 'possible' ? answer.token : answer.kind;
};
const faultsOf = (desk: SampleRegister, table: RegisterTable, file: string) => {
  const answer = preview(desk, table, file);
  return answer.kind === 'faulty' ? answer.problems.map(({ line, column, code }) => [line, column, code]) : answer.kind;
};

describe('a table of people', () => {
  const file = people(
    'P-0001,山田 花子,1949,north,はなさん会',
    'P-0002,田中 茂,1944,north,',
    'P-0003,鈴木 幸子,1950,south,さくら',
  );

  test('is shown with what it would change, field by field, and nothing is written', () => {
    using desk = new SampleRegister();
    const rows = desk.rowsCount;
    expect(preview(desk, 'participants', file)).toMatchObject({
      kind: 'possible',
      added: 1,
      changed: 1,
      unchanged: 1,
      rows: [
        {
          kind: 'changed',
          line: 2,
          id: 'P-0001',
          changes: [
            { field: 'birth-year', before: '1948', after: '1949' },
            { field: 'nickname', before: null, after: 'はなさん会' },
          ],
        },
        { kind: 'added', line: 4, id: 'P-0003' },
      ],
    });
    expect(desk.rowsCount).toBe(rows);
    expect(desk.registry.participant(anna)?.birthYear).toBe(1948);
  });

  test('is taken once as it was shown, and stands in the history of each whom it has changed', () => {
    using desk = new SampleRegister();
    const body = { table: 'participants', file, token: tokenOf(desk, 'participants', file), requestId: randomUUID() };
    const taken = desk.change('importTable', body);
    expect(taken).toMatchObject({ kind: 'imported', added: 1, changed: 1, unchanged: 1 });
    expect(desk.change('importTable', body)).toEqual(taken);
    expect(desk.ask('participant', { id: anna }).history).toMatchObject([
      {
        kind: 'imported',
        by: { kind: 'import', actor: '佐藤' },
        changes: [{ field: 'birth-year' }, { field: 'nickname' }],
      },
    ]);
    expect(desk.ask('participant', { id: bert }).history).toEqual([]);
    expect(desk.ask('changes')).toMatchObject({ total: 1, changes: [{ subject: 'participants' }] });
  });

  test('is not taken where it would do something else by now, or is another file', () => {
    using desk = new SampleRegister();
    const token = tokenOf(desk, 'participants', file);
    desk.change('editParticipant', { birthYear: 1949 }, anna);
    const rows = desk.rowsCount;
    expect(desk.change('importTable', { table: 'participants', file, token })).toMatchObject({ kind: 'stale' });
    const other = people('P-0009,別 人,1950,south,');
    expect(desk.change('importTable', { table: 'participants', file: other, token }).kind).toBe('stale');
    expect(desk.rowsCount).toBe(rows);
    const again = tokenOf(desk, 'participants', file);
    expect(desk.change('importTable', { table: 'participants', file, token: again })).toMatchObject({
      kind: 'imported',
    });
  });

  test('is still taken when something changed meanwhile that has nothing to do with it', () => {
    using desk = new SampleRegister();
    const token = tokenOf(desk, 'participants', file);
    desk.change('addCentre', { id: 'east', name: '東公民館' });
    expect(desk.change('importTable', { table: 'participants', file, token })).toMatchObject({ kind: 'imported' });
  });

  test('is refused whole with every bad line, its column, and a sentence in both languages', () => {
    using desk = new SampleRegister();
    const rows = desk.rowsCount;
    const bad = people(
      'P 4,,19x,nowhere,',
      'P-5,=A1,1950,south,',
      'P-6,良 子,1950,nowhere,',
      'P-6,良 子,1950,south,良',
    );
    expect(faultsOf(desk, 'participants', bad)).toEqual([
      [2, 'participant', 'bad-value'],
      [2, 'name', 'bad-value'],
      [2, 'birthYear', 'bad-value'],
      [3, 'name', 'formula'],
      [4, 'centre', 'unknown-centre'],
      [5, 'participant', 'duplicate'],
      [5, 'nickname', 'bad-value'],
    ]);
    const answer = preview(desk, 'participants', bad);
    expect(answer.kind === 'faulty' && answer.problems[2]?.sentence).toEqual({
      ja: '1900から2100までの整数にしてください',
      en: 'must be a whole number from 1900 to 2100',
    });
    const japanese = answer.kind === 'faulty' ? answer.problems.map(({ sentence }) => sentence.ja) : [];
    for (const sentence of japanese) expect(sentence).toMatch(/[ぁ-ん]/u);
    const token = 'a'.repeat(64);
    expect(desk.change('importTable', { table: 'participants', file: bad, token }).kind).toBe('stale');
    expect(desk.rowsCount).toBe(rows);
  });

  test.each([
    ['no table', Buffer.from(''), [1, null, 'bad-header']],
    ['UTF-16', Buffer.from('participant,name', 'utf16le'), [null, null, 'unreadable']],
    ['neither encoding', Buffer.from([0x95, 0xe0, 0xff, 0xfe, 0x81]), [null, null, 'unreadable']],
    ['an open quote', Buffer.from('centre,name\nc,"open\n'), [2, null, 'bad-quotes']],
  ])('that is %s is told as such', (_, bytes, fault) => {
    using desk = new SampleRegister();
    expect(faultsOf(desk, 'centres', base64(bytes))).toEqual([fault]);
  });

  test('is read as a Japanese spreadsheet saves it', () => {
    using desk = new SampleRegister();
    // 歩数 in Shift_JIS.
    const bytes = Buffer.concat([
      Buffer.from('centre,name\r\neast,'),
      Buffer.from('95e09094', 'hex'),
      Buffer.from('\r\n'),
    ]);
    expect(preview(desk, 'centres', base64(bytes))).toMatchObject({
      kind: 'possible',
      rows: [{ id: 'east', changes: [{ field: 'name', after: '歩数' }] }],
    });
  });
});

test('a table of loans is shown and taken, and told at the pedometer and the person', () => {
  using desk = new SampleRegister();
  const file = base64(`device,participant,from,to\n${device.serial},${anna},2026-11-02T09:00,2026-11-09T09:00\n`);
  const token = tokenOf(desk, 'loans', file);
  expect(desk.registry.loans()).toEqual([]);
  expect(desk.change('importTable', { table: 'loans', file, token })).toMatchObject({ kind: 'imported', added: 1 });
  const { loans, history } = desk.ask('participant', { id: anna });
  expect(loans).toMatchObject([{ device: device.serial, begunBy: { kind: 'import' }, endedBy: { kind: 'import' } }]);
  expect(history.map(({ kind }) => kind).sort()).toEqual(['imported', 'lent', 'taken-back']);
  const overlap = base64(`device,participant,from,to\n${device.serial},${bert},2026-11-03T09:00,\n`);
  expect(faultsOf(desk, 'loans', overlap)).toEqual([[2, 'device', 'device-lent-twice']]);
});

test('a pedometer’s key may be left out of its table where it is registered already', () => {
  using desk = new SampleRegister();
  const header = 'serial,model,label,capacity,bucketSeconds,centre';
  const file = base64(`${header}\n${device.serial},steplog-1,17,1440,3600,south\n`);
  const token = tokenOf(desk, 'pedometers', file);
  desk.change('importTable', { table: 'pedometers', file, token });
  expect(desk.registry.deviceOf(device.serial)).toMatchObject({ label: '17', centre: 'south', key: device.key });
  const unknown = base64(`${header}\nAYM-000009,steplog-1,9,1440,3600,south\n`);
  expect(faultsOf(desk, 'pedometers', unknown)).toEqual([[2, 'serial', 'key-missing']]);
});

const textOf = (desk: SampleRegister, table: RegisterTable): string =>
  [...desk.ask('exportTable', { id: table }).chunks].join('');

describe('a table out', () => {
  test('is what it would be imported from: nothing is different', () => {
    using desk = new SampleRegister();
    desk.registry.lend(device.serial, anna, firstDayMs + 9 * hourMs + 1234);
    desk.change('editParticipant', { nickname: 'さくら, "会"', birthDate: '1948-05-06' }, anna);
    for (const table of ['centres', 'participants', 'pedometers', 'loans'] as const) {
      const text = textOf(desk, table);
      expect(text.startsWith('\uFEFF')).toBe(true);
      expect(preview(desk, table, base64(text))).toMatchObject({
        kind: 'possible',
        added: 0,
        changed: 0,
        warnings: [],
      });
    }
    expect(textOf(desk, 'participants')).toBe(
      '\uFEFFparticipant,name,birthYear,birthDate,centre,nickname\r\n' +
        'P-0001,山田 花子,1948,1948-05-06,north,"さくら, ""会"""\r\nP-0002,田中 茂,1944,,north,\r\n',
    );
    expect(desk.ask('exportTable', { id: 'loans' }).name).toBe('loans-2026-12-01.csv');
    expect(() => desk.ask('exportTable', { id: 'keys' })).toThrow(/unknown-table/);
  });

  test('holds no formula, whatever somebody is called', () => {
    using desk = new SampleRegister();
    desk.change('editParticipant', { name: '=1+1' }, anna);
    desk.change('editParticipant', { name: '＠人' }, bert);
    expect(textOf(desk, 'participants')).toMatch(/P-0001,"'=1\+1",.*\r\nP-0002,"'＠人",/);
  });

  test('of a hundred thousand people is made piece by piece', () => {
    using desk = new SampleRegister();
    desk.store.database.exec(`INSERT INTO participant (id, name, birth_year, centre)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      SELECT printf('Q-%06d', i), '歩 ' || i, 1940, 'north' FROM n`);
    const { chunks } = desk.ask('exportTable', { id: 'participants' });
    let [lines, longest] = [0, 0];
    for (const chunk of chunks) {
      lines += chunk.split('\r\n').length - 1;
      longest = Math.max(longest, chunk.length);
    }
    expect(lines).toBe(100_003);
    expect(longest).toBeLessThan(64 * 1024);
  });
});
