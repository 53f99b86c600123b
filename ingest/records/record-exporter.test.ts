/** Promises of an export: nobody is recognised in it but with its key, nothing leaves unwritten, and whoever goes away stops the reading. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { recordFormats } from '../../contract/records-terms.ts';
import { anna, bert, date, dayMs, device } from '../sample-cloud.ts';
import { otherDevice, south } from '../sample-store.ts';
import { sampleDays, SampleRecords } from './sample-records.ts';

const pseudonymsIn = (text: string): ReadonlySet<string> => new Set(text.match(/\b[pd]x[0-9a-f]{24}\b/g));
const lookUpOf = (pseudonym: string, more: object = {}) => ({
  body: { recipient: 'a university', pseudonym, reason: 'asked back', actor: '佐藤', requestId: randomUUID(), ...more },
});

test('no form has a number, a serial, a name or a year of birth of anybody', async () => {
  using records = new SampleRecords();
  for (const what of ['days', 'intervals'] as const) {
    for (const format of recordFormats) {
      const text = await records.exported(what, format);
      expect(text).not.toMatch(
        new RegExp(`${anna}|${bert}|${device.serial}|${otherDevice.serial}|山田|花子|1948|1944`),
      );
      expect([...pseudonymsIn(text)].filter((each) => each.startsWith('px'))).toHaveLength(2);
    }
  }
});

test('two recipients cannot join their files, and one can join their own', async () => {
  using records = new SampleRecords();
  const [first, again, other] = [
    await records.exported('intervals', 'csv'),
    await records.exported('days', 'fhir', { recipient: ' a  university ' }),
    await records.exported('intervals', 'csv', { recipient: 'a hospital' }),
  ].map(pseudonymsIn);
  expect(first).toEqual(again);
  expect(first?.size).toBe(4);
  expect(other?.isDisjointFrom(first ?? new Set())).toBe(true);
});

test('a clerk finds whose a pseudonym is, of that recipient only, and every look is written down', async () => {
  using records = new SampleRecords();
  const [, , first = ''] = (await records.exported('days', 'csv')).split(/\r\n|,/).filter((cell) => /^px/.test(cell));
  expect(await records.ask('lookUp', lookUpOf(first))).toEqual({ kind: 'participant', participant: anna });
  const devices = [...pseudonymsIn(await records.exported('days', 'csv'))].filter((each) => each.startsWith('dx'));
  expect(await records.ask('lookUp', lookUpOf(devices[0] ?? ''))).toEqual({ kind: 'pedometer', device: device.serial });
  expect(await records.ask('lookUp', lookUpOf(first, { recipient: 'nobody' }))).toMatchObject({
    kind: 'refused',
    code: 'unknown-recipient',
  });
  await records.exported('days', 'csv', { recipient: 'a hospital' });
  expect(await records.ask('lookUp', lookUpOf(first, { recipient: 'a hospital' }))).toMatchObject({
    code: 'unknown-pseudonym',
  });
  const looks = records.world.store.database.prepare('SELECT actor, reason, recipient, found FROM record_look').all();
  expect(looks.map((look) => ({ ...look }))).toEqual([
    { actor: '佐藤', reason: 'asked back', recipient: 'a university', found: anna },
    { actor: '佐藤', reason: 'asked back', recipient: 'a university', found: device.serial },
    { actor: '佐藤', reason: 'asked back', recipient: 'a hospital', found: null },
  ]);
});

test('an export is written down before its first row leaves, and its end with the number of rows', async () => {
  using records = new SampleRecords();
  const file = await records.order('days', 'csv');
  const logged = async () => (await records.ask('exports')).exports[0];
  expect(await logged()).toMatchObject({
    actor: '佐藤',
    reason: 'a study',
    recipient: 'a university',
    via: 'desk',
    deliveries: [],
  });
  for await (const chunk of file.chunks) expect(chunk).not.toBe('');
  expect(await logged()).toMatchObject({ deliveries: [{ rows: 2 * sampleDays, outcome: 'complete' }] });
  expect(await records.ask('exports')).toMatchObject({ total: 1, recipients: ['a university'] });
});

test('whoever goes away stops the reading, and that is written down', async () => {
  using records = new SampleRecords();
  const { database } = records.world.store;
  const insert = database.prepare("INSERT INTO day_total VALUES (?, ?, 1, 'final', 1, ?, 'signed', '')");
  for (let i = 0; i < 5000; i++) insert.run(date(2), `Q-${String(i).padStart(5, '0')}`, date(2));
  const { chunks } = await records.order('days', 'csv');
  const reading = chunks[Symbol.asyncIterator]();
  for (let taken = 0; taken < 3; taken++) await reading.next();
  await reading.return?.();
  const [logged] = (await records.ask('exports')).exports;
  expect(logged?.deliveries).toMatchObject([{ outcome: 'broken-off' }]);
  expect(logged?.deliveries[0]?.rows).toBeLessThan(1500);
});

test('what is asked for twice under one number is ordered once, and another content is refused', async () => {
  using records = new SampleRecords();
  const body = records.orderBody('days', 'csv');
  const first = await records.ask('orderExport', { body });
  expect(await records.ask('orderExport', { body })).toEqual(first);
  await expect(records.ask('orderExport', { body: { ...body, to: date(0) } })).rejects.toThrow('request-reused');
  expect((await records.ask('exports')).total).toBe(1);
});

test('a file can be fetched for a day, and one that nobody ordered not at all', async () => {
  using records = new SampleRecords();
  const ordered = await records.ask('orderExport', { body: records.orderBody('days', 'senml') });
  const id = ordered.kind === 'ordered' ? ordered.id : '';
  expect(await records.ask('exportFile', { id })).toMatchObject({
    name: `ayumi-1-day-totals-${date(0)}_${date(4)}.senml.json`,
    mediaType: 'application/senml+json',
  });
  records.sample.nowMs += dayMs + 1;
  await expect(records.ask('exportFile', { id })).rejects.toThrow('export-over');
  for (const none of ['2', 'x', '', '1e0'])
    await expect(records.ask('exportFile', { id: none })).rejects.toThrow('unknown-export');
});

test('a preview counts exactly what would be sent and what is left out, and writes nothing', async () => {
  using records = new SampleRecords();
  const counted = async (what: 'days' | 'intervals', format: 'csv' | 'omh', more: object = {}) => {
    const asked = { what, format, from: date(0), to: date(sampleDays - 1), ...more };
    return records.ask('previewExport', { body: asked });
  };
  expect(await counted('days', 'csv')).toMatchObject({ rows: 10, leftOut: 0, isMore: false });
  expect(await counted('days', 'omh')).toMatchObject({ rows: 8, leftOut: 2 });
  expect(await counted('days', 'csv', { centre: south })).toMatchObject({ rows: 0 });
  const { text } = { text: await records.exported('intervals', 'csv') };
  expect(await counted('intervals', 'csv')).toMatchObject({ rows: text.split('\r\n').length - 2 });
  expect(await counted('days', 'csv', { centre: 'nowhere' })).toMatchObject({ code: 'unknown-centre' });
  expect(await counted('days', 'csv', { to: '2000-01-01' })).toMatchObject({ code: 'ends-before-it-begins' });
  expect((await records.ask('exports')).total).toBe(1);
});
