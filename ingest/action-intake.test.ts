/** Promises of intake for what volunteers did: kept raw before anything, answered after the commit. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionBatchSchema } from '../contract/centre-action.ts';
import { jsonBytes } from './journal.ts';
import { byTime } from './registry/hand-over.ts';
import { ActionRoom, atHour, giveBack, lend, read, said } from './sample-action-room.ts';
import { anna, bert, device, gateway } from './sample-cloud.ts';
import { otherDevice, southGateway } from './sample-store.ts';

let room: ActionRoom;
beforeEach(() => (room = new ActionRoom()));
afterEach(() => room[Symbol.dispose]());

describe('a batch of actions', () => {
  it('is in the journal as it came, and its loan with it, before the receipt is given', async () => {
    const payload = jsonBytes(room.batchOf([lend('a', 0)]));
    expect(await room.deliver(payload)).toEqual({ v: 1, seq: 1, status: 'stored' });
    const facts = [...room.store.journal.facts()].slice(-2);
    expect(facts.map(({ kind }) => kind)).toEqual(['actions', 'loan']);
    expect(facts[0]).toMatchObject({ gateway, body: payload });
    expect(room.store.registry.loans()).toMatchObject([{ participant: anna, fromMs: atHour(0), toMs: null }]);
  });

  it('is stored once, and an action that comes again in another batch is the same action', async () => {
    const payload = jsonBytes(room.batchOf([lend('a', 0)]));
    await room.deliver(payload);
    expect(await room.deliver(payload)).toMatchObject({ status: 'duplicate' });
    expect(await room.act([lend('a', 0), lend('b', 1, bert, otherDevice.serial)])).toMatchObject({ status: 'stored' });
    expect(room.store.registry.loans()).toHaveLength(2);
    expect(room.fates()).toEqual(['a done', 'b done']);
  });

  it('is kept in quarantine as a whole where one action is none, with the reason', async () => {
    const bad = { ...room.batchOf([lend('a', 0)]), actions: [lend('a', 0), { ...said('b', 1), kind: 'steal' }] };
    expect(actionBatchSchema.safeParse(bad).success).toBe(false);
    const receipt = await room.deliver(jsonBytes(bad));
    expect(receipt).toMatchObject({ seq: 1, status: 'quarantined' });
    expect(receipt?.reason).toMatch(/^actions\.1\.kind: .*'lend'/);
    expect(room.store.registry.loans()).toEqual([]);
    expect(room.store.derivation.quarantine.waiting()).toMatchObject([
      { reason: 'unreadable-batch', detail: expect.stringContaining('actions.1.kind') as string },
    ]);
    expect(room.replay().differences).toEqual([]);
  });

  it('is asked for again where it was changed on the way, and refused where it is somebody else’s', async () => {
    const ending = ',"ext":{"digest":"00000000000000000000000000000000"}}';
    const changed = JSON.stringify(room.batchOf([lend('a', 0)])).replace(/\}$/, ending);
    expect(await room.deliver(new TextEncoder().encode(changed))).toMatchObject({ status: 'retry' });
    expect(await room.deliver(jsonBytes(room.batchOf([lend('a', 0)], southGateway)))).toMatchObject({
      status: 'quarantined',
      reason: 'another gateway’s batch',
    });
    expect(room.store.registry.loans()).toEqual([]);
  });

  it('is answered retry where the disk refuses, and nothing of it is there', async () => {
    room.store.database.exec('PRAGMA query_only=ON');
    const payload = jsonBytes(room.batchOf([lend('a', 0)]));
    expect(await room.deliver(payload)).toMatchObject({ status: 'retry' });
    room.store.database.exec('PRAGMA query_only=OFF');
    expect(room.store.registry.loans()).toEqual([]);
    expect(await room.deliver(payload)).toMatchObject({ status: 'stored' });
    expect(room.fates()).toEqual(['a done']);
  });

  it('that cannot be settled waits for the desk and holds up nobody', async () => {
    const { database } = room.store;
    database.exec("CREATE TRIGGER bug BEFORE INSERT ON loan BEGIN SELECT RAISE(ABORT, 'a bug'); END");
    room.take(jsonBytes(room.batchOf([lend('a', 0)])));
    await room.bring([read(30)]);
    expect(room.receipts.map(({ status }) => status)).toEqual(['stored', 'stored']);
    database.exec('DROP TRIGGER bug');
    const [held] = room.store.heldHandOvers();
    expect(held).toMatchObject({ action: 'a', held: 'not-settled' });
    room.store.settleHeld(held?.id ?? 0, { atMs: atHour(0) }, 'sato');
    expect(room.store.registry.loans()).toMatchObject([{ participant: anna }]);
    expect([...room.store.journal.facts()].map(({ kind }) => kind)).toContain('settle');
    expect(room.replay().differences).toEqual([]);
  });

  it('that an older version could not read is taken up when somebody tries it again', () => {
    const { store } = room;
    const id = store.journal.addUnreadable(gateway, jsonBytes(room.batchOf([lend('a', 0)])), room.sample.nowMs);
    const fact = store.journal.get(id ?? 0);
    if (fact !== undefined) store.derivation.apply(fact);
    const [item] = store.derivation.quarantine.waiting();
    store.retry({ item: item?.id ?? 0, by: 'sato', reason: 'newer version' });
    expect(store.registry.loans()).toMatchObject([{ participant: anna }]);
    expect(store.derivation.quarantine.waiting().map(({ reason }) => reason)).toEqual([]);
    expect(room.replay().differences).toEqual([]);
  });
});

it('takes another centre’s word on a pedometer once it was read there', async () => {
  await room.act([lend('a', 0)], southGateway);
  expect(room.fates(southGateway)).toEqual(['a held']);
  await room.bring([read(30)], southGateway);
  await room.act([lend('b', 31)], southGateway);
  expect(room.fates(southGateway)).toEqual(['a held', 'b done']);
  expect(room.store.registry.loans()).toMatchObject([{ participant: anna, fromMs: atHour(31) }]);
});

it('tells the history of a pedometer and of a person by the time it happened', async () => {
  await room.act([giveBack('b', 20, 20), lend('a', 0)]);
  room.store.registry.setDeviceStatus(device.serial, 'repair');
  const ofDevice = room.store.handOversOf({ device: device.serial });
  expect(ofDevice.map(({ kind }) => kind)).toEqual(['lend', 'return', 'status']);
  expect(ofDevice.toSorted(byTime)).toEqual(ofDevice);
  expect(room.store.handOversOf({ participant: anna }).map(({ action }) => action)).toEqual(['a', 'b']);
});
