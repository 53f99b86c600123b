/** Promises of the pedometers of the register: where each is, what is due, counted by centre; their keys are never told. */
import { expect, test } from 'vitest';
import { anna, dayMs, device, epochOne, firstDayMs } from '../sample-cloud.ts';
import { sampleVisit } from '../sample-walk.ts';
import { refusalsOf, SampleRegister } from './sample-register.ts';

const key = 'ab'.repeat(32);
const visited = sampleVisit(device, [epochOne(480)], { atMs: firstDayMs + dayMs, from: 0 });
const third = {
  device: 'AYM-000003',
  key,
  label: '3',
  model: 'steplog-1',
  capacityBuckets: 1440,
  bucketSeconds: 3600,
  centre: 'south',
};

test('finds pedometers by serial, sticker, scanned label, centre and where they are', () => {
  using desk = new SampleRegister();
  desk.change('addPedometer', third);
  desk.registry.lend(device.serial, anna, desk.sample.nowMs - dayMs);
  desk.change('editPedometer', { status: 'repair' }, 'AYM-000002');
  const found = (query: Readonly<Record<string, string>>) =>
    desk.ask('pedometers', { query }).pedometers.map(({ label }) => label);
  expect(found({})).toEqual(['1', '2', '3']);
  expect(found({ query: '000003' })).toEqual(['3']);
  expect(found({ query: '２' })).toEqual(['2']);
  expect(found({ query: 'AYMD.AYM-000001' })).toEqual(['1']);
  expect(found({ centre: 'south' })).toEqual(['3']);
  expect(found({ standing: 'on-loan' })).toEqual(['1']);
  expect(found({ standing: 'repair' })).toEqual(['2']);
  expect(found({ standing: 'in-stock' })).toEqual(['3']);
  expect(desk.ask('pedometers', { query: { standing: 'lost' } })).toMatchObject({ total: 0, registered: 3 });
  expect(desk.ask('pedometers', { query: { query: '1' } }).pedometers[0]).toMatchObject({
    status: 'on-loan',
    participant: 'P-0001',
    name: '山田 花子',
    isBatteryDue: false,
  });
});

test('counts the stock of every centre and of all, with what is due', () => {
  using desk = new SampleRegister();
  desk.change('addPedometer', third);
  desk.registry.lend(device.serial, anna, desk.sample.nowMs - 31 * dayMs);
  desk.change('editPedometer', { status: 'lost' }, 'AYM-000002');
  const nothing = { inStock: 0, onLoan: 0, returned: 0, lost: 0, repair: 0, retired: 0, batteryDue: 0, silent: 0 };
  expect(desk.ask('stock')).toMatchObject({
    centres: [
      { centre: { id: 'north' }, ...nothing, onLoan: 1, lost: 1, total: 2, silent: 1 },
      { centre: { id: 'south' }, ...nothing, inStock: 1, total: 1 },
    ],
    all: { ...nothing, inStock: 1, onLoan: 1, lost: 1, total: 3, silent: 1 },
    limits: { batteryBelow: 20, swapAfterMonths: 6, silentAfterDays: 30 },
  });
  expect(desk.ask('pedometers', { query: { standing: 'silent' } }).pedometers.map(({ label }) => label)).toEqual(['1']);
});

test('a battery is due when it was low at the last visit, or was changed long ago; not of what is away', () => {
  using desk = new SampleRegister();
  const due = () => desk.ask('pedometers', { query: { standing: 'battery-due' } }).pedometers.map(({ label }) => label);
  desk.sample.bring([{ ...visited, battery: 20 }]);
  expect(due()).toEqual([]);
  desk.sample.bring([{ ...visited, battery: 19 }]);
  expect(due()).toEqual(['1']);
  desk.change('editPedometer', { status: 'retired' }, 'AYM-000001');
  expect(due()).toEqual([]);
  desk.store.database.exec("UPDATE device SET swapped_on = '2026-04-01' WHERE serial = 'AYM-000002'");
  expect(due()).toEqual(['2']);
});

test('takes a key, tells that it has changed, and never shows it', () => {
  using desk = new SampleRegister();
  desk.change('addPedometer', third);
  const other = 'cd'.repeat(32);
  const preview = desk.ask('previewEditPedometer', { id: 'AYM-000003', body: { key: other } });
  expect(preview).toMatchObject({
    notes: [{ code: 'key-changed' }],
    changes: [{ field: 'key', before: null, after: null }],
  });
  desk.change('editPedometer', { key: other }, 'AYM-000003');
  const told = JSON.stringify([
    desk.ask('pedometer', { id: 'AYM-000003' }),
    desk.ask('pedometers'),
    desk.ask('changes'),
    [...desk.ask('exportTable', { id: 'pedometers' }).chunks],
    desk.store.database.prepare('SELECT * FROM register_change').all(),
    desk.store.database.prepare('SELECT * FROM register_request').all(),
  ]);
  expect(told).not.toContain(key);
  expect(told).not.toContain(other);
});

test('warns of a sticker twice at a centre, and refuses a serial twice and what is the same', () => {
  using desk = new SampleRegister();
  expect(desk.ask('previewAddPedometer', { body: { ...third, label: '1', centre: 'north' } })).toMatchObject({
    notes: [{ code: 'label-twice' }],
  });
  desk.change('editPedometer', { label: '2' }, 'AYM-000001');
  expect(desk.ask('pedometers').pedometers.map(({ isLabelTwice }) => isLabelTwice)).toEqual([true, true]);
  expect(refusalsOf(desk.change('addPedometer', { ...third, device: 'AYM-000002' }))).toEqual(['id-taken']);
  expect(refusalsOf(desk.change('editPedometer', { label: '2' }, 'AYM-000001'))).toEqual(['nothing-to-change']);
  expect(() => desk.change('editPedometer', { label: '9' }, 'AYM-999999')).toThrow(/unknown-device/);
});

test('the history of a pedometer tells who said what: the desk, a table, a centre', () => {
  using desk = new SampleRegister();
  desk.change('editPedometer', { status: 'repair', reason: '画面が割れた' }, 'AYM-000001');
  desk.sample.nowMs += 1000;
  desk.change('editPedometer', { status: 'in-stock', label: '11' }, 'AYM-000001');
  const { history, pedometer } = desk.ask('pedometer', { id: 'AYM-000001' });
  expect(pedometer).toMatchObject({ status: 'in-stock', label: '11' });
  expect(history.map(({ kind, by, sentence, reason }) => [kind, by, sentence.ja, reason])).toEqual([
    ['status', { kind: 'desk', actor: '佐藤' }, '11番の歩数計を「在庫」にしました。', null],
    ['edited', { kind: 'desk', actor: '佐藤' }, '歩数計AYM-000001の番号を変えました。', null],
    ['status', { kind: 'desk', actor: '佐藤' }, '11番の歩数計を「修理中」にしました。', '画面が割れた'],
  ]);
});

test('lists a centre’s labels and cards for printing', () => {
  using desk = new SampleRegister();
  desk.registry.lend(device.serial, anna, desk.sample.nowMs - dayMs);
  expect(desk.ask('labels', { id: 'north' })).toEqual({
    centre: { id: 'north', name: '北公民館' },
    pedometers: [
      { device: 'AYM-000001', label: '1', status: 'on-loan' },
      { device: 'AYM-000002', label: '2', status: 'in-stock' },
    ],
  });
  expect(desk.ask('cards', { id: 'north' }).participants).toEqual([
    { id: 'P-0001', name: '山田 花子', nickname: null, label: '1' },
    { id: 'P-0002', name: '田中 茂', nickname: null, label: null },
  ]);
  expect(() => desk.ask('labels', { id: 'nowhere' })).toThrow(/unknown-centre/);
});

test('counts visits by month', () => {
  using desk = new SampleRegister();
  desk.registry.lend(device.serial, anna, desk.sample.nowMs - 30 * dayMs);
  desk.sample.bring([visited]);
  const months = [{ month: '2026-11', visits: 1 }];
  expect(desk.ask('pedometer', { id: 'AYM-000001' }).visits).toMatchObject(months);
  expect(desk.ask('participant', { id: 'P-0001' }).visits).toMatchObject(months);
});
