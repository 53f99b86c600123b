/** Promises of loans at the desk: shown before they are recorded, refused in words, put right without losing a step, undone. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CentreAction } from '../../contract/centre-action.ts';
import { LocalDays } from '../local-days.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { replayJournal } from '../replay-journal.ts';
import { anna, bert, date, dayMs, device, epochOne, firstDayMs, gateway, hourMs, zone } from '../sample-cloud.ts';
import { otherDevice } from '../sample-store.ts';
import { sampleVisit } from '../sample-walk.ts';
import { refusalsOf, SampleRegister } from './sample-register.ts';

const at = (day: number, hour = 9): string => new Date(firstDayMs + day * dayMs + hour * hourMs).toISOString();
const lending = (day: number, more: object = {}) => ({
  device: device.serial,
  participant: anna,
  at: at(day),
  ...more,
});
const differences = (desk: SampleRegister) =>
  replayJournal(desk.store.database, { days: new LocalDays(zone), hmac: hmacSha256 }).differences;
const loans = (desk: SampleRegister) =>
  desk.registry
    .loans()
    .map(({ device: serial, participant, fromMs, toMs }) => [
      serial.slice(-1),
      participant,
      (fromMs - firstDayMs) / hourMs,
      toMs === null ? null : (toMs - firstDayMs) / hourMs,
    ]);
/** Ten days of steps have come, all of them anna's. */
const walked = (): SampleRegister => {
  const desk = new SampleRegister();
  desk.change('lend', lending(0, { at: at(0, 0) }));
  desk.sample.bring([sampleVisit(device, [epochOne(480)], { atMs: firstDayMs + 10 * dayMs, from: 0 })]);
  return desk;
};

describe('lending at the desk', () => {
  test('is shown before, recorded once, told with its loan, and can be undone', () => {
    using desk = new SampleRegister();
    const before = desk.rowsCount;
    expect(desk.ask('previewLend', { body: lending(5) })).toMatchObject({
      kind: 'possible',
      sentence: { ja: '2026年11月6日(金) 9:00から、1番をP-0001に貸します。' },
      before: [],
      after: [{ participant: anna, label: '1', name: '山田 花子', to: null }],
      handOver: null,
    });
    expect(desk.rowsCount).toBe(before);
    const body = lending(5, { requestId: randomUUID() });
    const lent = desk.change('lend', body);
    expect(lent).toMatchObject({
      kind: 'recorded',
      sentence: { en: 'Lent no. 1 to P-0001 from Fri 6 Nov 2026, 9:00 on.' },
    });
    expect(desk.change('lend', body)).toEqual(lent);
    expect(loans(desk)).toEqual([['1', anna, 129, null]]);
    expect(desk.ask('participant', { id: anna })).toMatchObject({
      loans: [{ device: device.serial, begunBy: { kind: 'desk', actor: '佐藤' }, endedBy: null }],
      history: [{ kind: 'lent', by: { kind: 'desk', actor: '佐藤' } }],
    });
    const id = lent.kind === 'recorded' ? (lent.handOver ?? '') : '';
    const undone = desk.change('undo', { reason: '番号ちがい' }, id);
    expect(undone).toMatchObject({ kind: 'recorded', before: [{ participant: anna }], after: [] });
    expect(loans(desk)).toEqual([]);
    expect(refusalsOf(desk.change('undo', { reason: 'もう一度' }, id))).toEqual(['already-undone']);
    expect(desk.ask('pedometer', { id: device.serial }).history).toMatchObject([
      { kind: 'undone', reason: '番号ちがい' },
      { kind: 'lent', isUndone: true },
    ]);
  });

  test('now is when the server hears of it', () => {
    using desk = new SampleRegister();
    expect(desk.change('lend', lending(0, { at: null }))).toMatchObject({ kind: 'recorded' });
    const [loan] = desk.sample.store.registry.loansOfDevice(device.serial);
    expect(loan?.fromMs).toBe(desk.sample.nowMs);
  });

  test('refuses what is away, not free, lent, or still to come, and says why', () => {
    using desk = new SampleRegister();
    const refusals = (ask: object) => refusalsOf(desk.ask('previewLend', { body: ask }));
    expect(refusals({ ...lending(1), device: 'AYM-9' })).toEqual(['unknown-device']);
    expect(refusals({ ...lending(1), participant: 'P-9' })).toEqual(['unknown-participant']);
    expect(refusals(lending(31))).toEqual(['in-future']);
    desk.change('editPedometer', { status: 'lost' }, device.serial);
    expect(refusals(lending(1))).toEqual(['not-lendable']);
    desk.change('editPedometer', { status: 'returned' }, device.serial);
    expect(refusals(lending(1))).toEqual(['not-free']);
    desk.change('editPedometer', { status: 'in-stock' }, device.serial);
    desk.change('lend', lending(1));
    expect(refusals(lending(2))).toEqual(['nothing-to-change']);
    expect(refusals(lending(2, { participant: bert }))).toEqual(['device-lent']);
    expect(refusals(lending(2, { device: otherDevice.serial }))).toEqual(['participant-has-another']);
  });

  test('ends whoever had it only when that is asked for, and shows it', () => {
    using desk = new SampleRegister();
    desk.change('lend', lending(1));
    const ask = lending(2, { participant: bert, endOthers: true });
    expect(desk.ask('previewLend', { body: ask })).toMatchObject({
      notes: [{ code: 'ends-other-loan' }],
      before: [{ participant: anna, to: null }],
      after: [{ participant: anna, to: at(2) }, { participant: bert }],
    });
    desk.change('lend', ask);
    expect(loans(desk)).toEqual([
      ['1', anna, 33, 57],
      ['1', bert, 57, null],
    ]);
  });
});

test('taking back ends the loan; the pedometer waits for its last hours, or is lost', () => {
  using desk = new SampleRegister();
  const ask = { device: device.serial, at: at(3) };
  expect(refusalsOf(desk.ask('previewTakeBack', { body: ask }))).toEqual(['not-on-loan']);
  desk.change('lend', lending(1));
  expect(desk.change('takeBack', ask)).toMatchObject({
    kind: 'recorded',
    notes: [{ code: 'waits-for-last-hours' }],
    after: [{ to: at(3), endedBy: { kind: 'desk', actor: '佐藤' } }],
  });
  expect(desk.ask('pedometer', { id: device.serial }).pedometer.status).toBe('returned');
  expect(refusalsOf(desk.ask('previewLend', { body: lending(4) }))).toEqual(['not-free']);
  desk.sample.nowMs = Date.parse(at(4, 0));
  desk.change('editPedometer', { status: 'in-stock', reason: '全部届いた' }, device.serial);
  desk.sample.nowMs = Date.parse(at(6));
  desk.change('lend', lending(4));
  desk.change('takeBack', { ...ask, at: at(5), lost: true });
  expect(desk.ask('pedometer', { id: device.serial }).pedometer.status).toBe('lost');
});

describe('correcting a loan', () => {
  const loan = { device: device.serial, participant: anna, from: at(0, 0) };

  test('shows which days move between whom, changes nothing before it is recorded, and replays to the same', () => {
    using desk = walked();
    desk.change('takeBack', { device: device.serial, at: at(5, 0) });
    const totals = () => desk.store.derivation.totals.all();
    const stepsBefore = [...totals()];
    const ask = { ...loan, newFrom: at(0, 0), newTo: at(3, 0) };
    const rows = desk.rowsCount;
    const preview = desk.ask('previewCorrection', { body: ask });
    expect(preview).toMatchObject({
      kind: 'possible',
      daysChanged: 2,
      before: [{ to: at(5, 0) }],
      after: [{ to: at(3, 0) }],
    });
    expect(preview.kind === 'possible' && preview.days.map((day) => [day.date, day.after])).toEqual([
      [date(3), 0],
      [date(4), 0],
    ]);
    expect(desk.rowsCount).toBe(rows);
    expect([...totals()]).toEqual(stepsBefore);
    const recorded = desk.change('correct', { ...ask, reason: '返した日のまちがい' });
    expect(recorded).toMatchObject({ kind: 'recorded', daysChanged: 2 });
    expect(desk.ask('participant', { id: anna }).history[0]).toMatchObject({
      kind: 'corrected',
      reason: '返した日のまちがい',
      changes: [{ field: 'to', before: at(5, 0), after: at(3, 0) }],
    });
    expect(differences(desk)).toEqual([]);
  });

  test('gives the days before a later beginning to nobody, and to whoever is then said to have had it', () => {
    using desk = walked();
    desk.change('correct', { ...loan, newFrom: at(4, 0), newTo: null, reason: '貸した日のまちがい' });
    expect(loans(desk)).toEqual([['1', anna, 96, null]]);
    const lent = desk.change('lend', lending(0, { participant: bert, at: at(0, 0) }));
    const days = lent.kind === 'recorded' ? lent.days : [];
    expect(days.map((day) => [day.participant, day.date])).toEqual([0, 1, 2, 3].map((day) => [bert, date(day)]));
    expect(loans(desk)).toEqual([
      ['1', anna, 96, null],
      ['1', bert, 0, 96],
    ]);
    expect(differences(desk)).toEqual([]);
  });

  test('is refused where it would overlap, end too early, lie ahead, change nothing, or speaks of a loan that is no more', () => {
    using desk = walked();
    desk.change('takeBack', { device: device.serial, at: at(5, 0) });
    desk.change('editPedometer', { status: 'in-stock' }, device.serial);
    desk.change('lend', lending(6, { participant: bert }));
    const refusals = (ask: object) => refusalsOf(desk.ask('previewCorrection', { body: { ...loan, ...ask } }));
    expect(refusals({ newFrom: loan.from, newTo: at(7) })).toEqual(['overlaps']);
    expect(refusals({ newFrom: loan.from, newTo: null })).toEqual(['overlaps']);
    expect(refusals({ newFrom: at(4), newTo: at(3) })).toEqual(['ends-before-it-begins']);
    expect(refusals({ newFrom: at(4), newTo: at(40) })).toEqual(['in-future']);
    expect(refusals({ newFrom: loan.from, newTo: at(5, 0) })).toEqual(['nothing-to-change']);
    expect(refusals({ from: at(1), newFrom: at(2), newTo: null })).toEqual(['unknown-loan']);
  });

  test('says that days which were final change', () => {
    using desk = walked();
    desk.store.closeDays(date(9));
    const ask = { ...loan, newFrom: at(2, 0), newTo: null };
    expect(desk.ask('previewCorrection', { body: ask })).toMatchObject({ notes: [{ code: 'changes-final-days' }] });
  });
});

describe('what a centre said', () => {
  const heard = (desk: SampleRegister, action: CentreAction, trusted = action.trusted) => {
    const { kind, at: atMs, id } = action;
    const said = { kind, gateway, action: id, atMs, trusted, by: null, device: device.serial } as const;
    desk.registry.atomically(() => {
      desk.registry.handOvers.hear(
        [{ ...said, participant: 'participant' in action ? (action.participant ?? null) : null }],
        desk.sample.nowMs,
        (error) => {
          throw error;
        },
      );
    });
  };
  const lend = (trusted: boolean): CentreAction => ({
    id: 'a-1',
    kind: 'lend',
    at: firstDayMs + dayMs,
    trusted,
    device: device.serial,
    participant: anna,
    visit: null,
  });

  test('with a clock in doubt is held until the desk says when it was', () => {
    using desk = new SampleRegister();
    heard(desk, lend(false));
    const [held] = desk.ask('heldHandOvers').handOvers;
    expect(held).toMatchObject({
      kind: 'lend',
      participant: anna,
      name: '山田 花子',
      label: '1',
      by: { kind: 'centre', name: '北公民館' },
      outcome: 'held',
      because: 'clock-in-doubt',
    });
    const id = held?.id ?? '';
    expect(desk.ask('previewSettle', { id, body: { at: at(2) } })).toMatchObject({ after: [{ from: at(2) }] });
    expect(refusalsOf(desk.ask('previewSettle', { id, body: { at: at(40) } }))).toEqual(['in-future']);
    expect(loans(desk)).toEqual([]);
    desk.change('settle', { at: at(2), reason: '電話でたしかめた' }, id);
    expect(loans(desk)).toEqual([['1', anna, 57, null]]);
    expect(desk.ask('heldHandOvers').handOvers).toEqual([]);
    expect(refusalsOf(desk.change('settle', { at: at(3), reason: 'もう一度' }, id))).toEqual(['not-held']);
    expect(desk.ask('pedometer', { id: device.serial }).history).toMatchObject([
      { kind: 'lent', by: { kind: 'centre', name: '北公民館' }, reason: '電話でたしかめた' },
    ]);
  });

  test('is left out for ever when the desk says so, and undone by the desk whoever said it', () => {
    using desk = new SampleRegister();
    heard(desk, lend(false));
    const id = desk.ask('heldHandOvers').handOvers[0]?.id ?? '';
    expect(desk.change('discard', { reason: 'まちがい' }, id)).toMatchObject({ kind: 'recorded', after: [] });
    expect(desk.ask('heldHandOvers').handOvers).toEqual([]);
    expect(refusalsOf(desk.change('discard', { reason: 'もう一度' }, id))).toEqual(['not-held']);
    heard(desk, { ...lend(true), id: 'a-2' });
    const [lent] = desk
      .ask('pedometer', { id: device.serial })
      .history.filter(({ isUndone, kind }) => kind === 'lent' && !isUndone);
    expect(desk.ask('previewUndo', { id: lent?.handOver ?? '' })).toMatchObject({ before: [{ participant: anna }] });
    desk.change('undo', { reason: '電話' }, lent?.handOver ?? '');
    expect(loans(desk)).toEqual([]);
    expect(refusalsOf(desk.change('undo', { reason: '電話' }, '999'))).toEqual(['unknown-hand-over']);
  });

  test('that takes back what nobody has heard of can be put away', () => {
    using desk = new SampleRegister();
    desk.registry.atomically(() => {
      const undo = { kind: 'undo', gateway, action: 'u', target: 'never', atMs: firstDayMs, by: null } as const;
      desk.registry.handOvers.hear([undo], desk.sample.nowMs, (error) => {
        throw error;
      });
    });
    const id = desk.ask('heldHandOvers').handOvers[0]?.id ?? '';
    expect(desk.ask('previewUndo', { id })).toMatchObject({ kind: 'possible' });
    expect(desk.change('discard', { reason: 'まちがい' }, id)).toMatchObject({ kind: 'recorded', after: [] });
    expect(desk.ask('heldHandOvers').handOvers).toEqual([]);
    expect([...desk.store.journal.facts()].at(-1)?.kind).toBe('settle');
  });

  test('again of a loan the desk had recorded does not stand in the way of its correction', () => {
    using desk = new SampleRegister();
    desk.change('lend', { device: device.serial, participant: anna, at: at(1), endOthers: false });
    heard(desk, { ...lend(true), at: Date.parse(at(3)) });
    const correction = { device: device.serial, participant: anna, from: at(1), newFrom: at(4), newTo: null };
    desk.change('correct', { ...correction, reason: '日付ちがい' });
    expect(desk.registry.loans()).toMatchObject([{ participant: anna, fromMs: Date.parse(at(4)), toMs: null }]);
    expect(desk.registry.loans()).toHaveLength(1);
  });
});
