/** No step reaches the next borrower, and none is left behind, whatever volunteers say and whenever it is heard. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionRoom, giveBack, lend, read, said } from './sample-action-room.ts';
import { anna, bert, date, device, hours, sum } from './sample-cloud.ts';
import { otherDevice, southGateway } from './sample-store.ts';

let room: ActionRoom;
beforeEach(() => (room = new ActionRoom()));
afterEach(() => room[Symbol.dispose]());

describe('a pedometer that was given back', () => {
  const status = () => room.store.registry.deviceOf(device.serial)?.status;

  it('is free by itself once the hour that was open at the return has come, and no step reaches the next borrower', async () => {
    await room.act([lend('a', 0)]);
    await room.bring([read(34.4)]);
    await room.act([giveBack('b', 34.4, 34)]);
    expect(status()).toBe('returned');
    expect(room.store.registry.deviceNote(device.serial)?.freeAbove).toBe(34);
    await room.bring([read(34.9, 34)], southGateway);
    expect(status()).toBe('returned');
    await room.bring([read(36.2, 34)], southGateway);
    expect(status()).toBe('in-stock');
    await room.act([lend('c', 36.3, bert)]);
    await room.bring([read(60.5, 36)]);
    await room.act([giveBack('d', 60.5, 60)]);
    await room.bring([read(62, 60)]);
    // Hour 34 was walked by who gave it back at 34:24; hour 35 by nobody.
    expect(room.steps(anna)).toBe(sum(hours(35)));
    expect(room.steps(bert)).toBe(sum(hours(25, 36)));
    expect(room.store.derivation.quarantine.waiting().map(({ reason, key }) => [reason, key])).toEqual([
      ['not-on-loan', date(1)],
      ['not-on-loan', date(2)],
    ]);
    expect(room.replay().differences).toEqual([]);
  });

  it.each([3, 20, 40, 57])('at minute %i of an hour leaves none of its steps behind', async (minute) => {
    const returned = 30 + minute / 60;
    await room.act([lend('a', 0)]);
    await room.act([giveBack('b', returned, 30)]);
    await room.bring([read(returned)]);
    expect(status()).toBe('returned');
    await room.bring([read(31.01, 30)]);
    expect(status()).toBe('in-stock');
    await room.act([lend('c', 31.02, bert)]);
    await room.bring([read(48, 31)]);
    expect([room.steps(anna), room.steps(bert)]).toEqual([sum(hours(31)), sum(hours(17, 31)) + Math.floor(49 / 2)]);
  });

  it('is free at once where everything had come before it was told', async () => {
    await room.act([lend('a', 0)]);
    await room.bring([read(40)]);
    await room.act([giveBack('b', 34.4, 34)]);
    expect(status()).toBe('in-stock');
  });

  it('of which nobody could read the rest is freed by the desk alone', async () => {
    await room.act([lend('a', 0), giveBack('b', 34.4, null)]);
    await room.bring([read(40)]);
    expect(status()).toBe('returned');
    room.store.registry.setDeviceStatus(device.serial, 'in-stock');
    expect(status()).toBe('in-stock');
  });

  it('is remembered as waiting over a restart', async () => {
    await room.act([lend('a', 0)]);
    await room.bring([read(34.4)]);
    await room.act([giveBack('b', 34.4, 34)]);
    room.reopen();
    await room.bring([read(36, 34)]);
    expect(status()).toBe('in-stock');
  });
});

describe('days', () => {
  it('go to who had the pedometer, as soon as that is known, and none are lost on the way', async () => {
    await room.act([lend('a', 0)]);
    await room.bring([read(96)]);
    expect([room.steps(anna), room.steps(bert)]).toEqual([sum(hours(96)) + 48, 0]);
    // The south lent it to another at hour 48, and its line came back now.
    await room.bring([read(47.9, 47)], southGateway);
    await room.act([lend('x', 48, bert)], southGateway);
    expect([room.steps(anna), room.steps(bert)]).toEqual([sum(hours(48)), sum(hours(48, 48)) + 48]);
    expect(room.replay().differences).toEqual([]);
    // It was a slip after all.
    await room.act([{ ...said('y', 49), kind: 'undo', action: 'x' }], southGateway);
    expect([room.steps(anna), room.steps(bert)]).toEqual([sum(hours(96)) + 48, 0]);
    expect(room.replay().differences).toEqual([]);
  });

  it('of an exchange change once, not down and up again', async () => {
    await room.act([lend('a', 0), lend('b', 0, bert, otherDevice.serial)]);
    await room.bring([read(48)]);
    const revisions = () => room.store.derivation.totals.revisionsOf(anna, date(1)).length;
    const before = revisions();
    const exchange = { ...said('e', 40), reason: 'broken', sequence: null, visit: null, kind: 'exchange' } as const;
    await room.act([{ ...exchange, device: device.serial, replacement: otherDevice.serial, participant: anna }]);
    expect(revisions()).toBe(before + 1);
    expect(room.replay().differences).toEqual([]);
  });

  it('are counted apart from batches of actions when the journal is replayed', async () => {
    await room.act([lend('a', 0)]);
    await room.bring([read(24)]);
    const report = room.replay();
    expect([report.actions, report.differences]).toEqual([1, []]);
  });
});
