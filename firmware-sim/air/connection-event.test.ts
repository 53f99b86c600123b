/** Connection events lose nothing, whatever is lost in them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import type { LinkPdu } from './acl-packet.ts';
import { runConnectionEvent, type EventOutcome } from './connection-event.ts';
import { TransmitQueue } from './transmit-queue.ts';

const pdu = (bytes: number, fill = 0): LinkPdu => ({
  kind: 'data',
  isStart: true,
  data: Buffer.alloc(bytes, fill),
  endsAclPacket: true,
});

const queueOf = (pdus: readonly LinkPdu[]): TransmitQueue => {
  const queue = new TransmitQueue();
  queue.push(...pdus);
  return queue;
};

const terms = { packetsMax: 6, budgetUs: 30_000, loss: 0, random: () => 0.5 };

test('one full packet and the empty one that answers it take 2,500 µs with their pauses', () => {
  const outcome = runConnectionEvent(queueOf([]), queueOf([pdu(251)]), terms);
  expect(outcome).toMatchObject({
    airtimeUs: 80 + 150 + 2088 + 150,
    packets: 1,
    retransmissions: 0,
    payloadBytes: 251,
  });
});

test('ends after as many packets as it may have, or as fit into its time, but never without one', () => {
  const eight = (): TransmitQueue => queueOf(Array.from({ length: 8 }, () => pdu(251)));
  expect(runConnectionEvent(queueOf([]), eight(), terms).toCentral).toHaveLength(6);
  expect(runConnectionEvent(queueOf([]), eight(), { ...terms, budgetUs: 7500 }).toCentral).toHaveLength(3);
  expect(runConnectionEvent(queueOf([]), eight(), { ...terms, budgetUs: 1 }).toCentral).toHaveLength(1);
});

test('a lost packet of the central silences the peripheral; a lost answer brings both packets again, once', () => {
  const [central, peripheral] = [queueOf([pdu(1, 1)]), queueOf([pdu(1, 2)])];
  const chances = (...values: number[]) => ({ ...terms, loss: 0.5, random: () => values.shift() ?? 1 });
  const silent = runConnectionEvent(central, peripheral, chances(0));
  expect(silent).toMatchObject({ packets: 1, toPeripheral: [], toCentral: [], isHeard: false });
  const answerLost = runConnectionEvent(central, peripheral, chances(1, 0));
  expect(answerLost).toMatchObject({ packets: 2, retransmissions: 1, acknowledgedToCentral: [], isHeard: false });
  expect([answerLost.toPeripheral.length, answerLost.toCentral.length]).toEqual([1, 0]);
  const last = runConnectionEvent(central, peripheral, chances());
  expect(last).toMatchObject({ packets: 2, retransmissions: 2, toPeripheral: [], isHeard: true });
  expect([last.toCentral.length, last.acknowledgedToCentral.length, central.isEmpty]).toEqual([1, 1, true]);
});

test('at any loss short of all, everything arrives once and in order in both directions, and is acknowledged', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 251 }), { maxLength: 20 });
  fc.assert(
    fc.property(sizes, sizes, fc.double({ min: 0, max: 0.7, noNaN: true }), fc.integer(), (down, up, loss, seed) => {
      const [toPeripheral, toCentral] = [down.map((bytes) => pdu(bytes)), up.map((bytes) => pdu(bytes))];
      const [central, peripheral] = [queueOf(toPeripheral), queueOf(toCentral)];
      const random = seededRandom(seed);
      const outcomes: EventOutcome[] = [];
      while (!central.isEmpty || !peripheral.isEmpty) {
        outcomes.push(runConnectionEvent(central, peripheral, { ...terms, loss, random: () => random.next() }));
      }
      expect(outcomes.flatMap((outcome) => outcome.toPeripheral)).toEqual(toPeripheral);
      expect(outcomes.flatMap((outcome) => outcome.toCentral)).toEqual(toCentral);
      expect(outcomes.flatMap((outcome) => outcome.acknowledgedToCentral)).toEqual(toPeripheral);
      expect(outcomes.flatMap((outcome) => outcome.acknowledgedToPeripheral)).toEqual(toCentral);
      const sum = (key: 'packets' | 'retransmissions'): number => outcomes.reduce((all, each) => all + each[key], 0);
      expect(sum('packets') - sum('retransmissions')).toBe(down.length + up.length);
    }),
  );
});
