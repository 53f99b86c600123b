/** Promises of the action sender: what was pressed arrives once, however often the gateway goes away. */
import { expect, test } from 'vitest';
import { deviceSerialSchema } from '../../../contract/ids.ts';
import type { ActionAnswer, VolunteerAction } from '../../../contract/volunteer.ts';
import { ActionSender } from './action-sender.ts';
import type { Asked } from './volunteer-client.ts';

const lost: VolunteerAction = { id: 'one', kind: 'lost', device: deviceSerialSchema.parse('AYM-000001') };
const taken: ActionAnswer = { kind: 'taken', action: null };
const fault = (status: number): Asked<ActionAnswer> => ({
  kind: 'fault',
  status,
  waitSeconds: null,
  fault: { error: 'fault', ja: 'だめ', en: 'no' },
});

/** A gateway that answers in this order, and the drawer of a browser's tab. */
const senderTo = (answers: readonly Asked<ActionAnswer>[], kept = { text: '' }) => {
  const sent: string[] = [];
  const waits: number[] = [];
  const sender = new ActionSender({
    act: (action) => {
      const answer = answers[sent.length] ?? { kind: 'answered', answer: taken };
      sent.push(action.id);
      return Promise.resolve(answer);
    },
    wait: (durationMs) => {
      waits.push(durationMs);
      return Promise.resolve();
    },
    kept: () => kept.text,
    keep: (text) => {
      kept.text = text;
    },
  });
  return { sender, sent, waits, kept };
};

test('is sent again with the same id until it is answered, after longer and longer waits', async () => {
  const { sender, sent, waits } = senderTo([{ kind: 'lost' }, fault(503), fault(401), fault(429), { kind: 'lost' }]);
  expect(await sender.send(lost)).toEqual(taken);
  expect(sent).toEqual(['one', 'one', 'one', 'one', 'one', 'one']);
  expect(waits).toEqual([500, 1000, 2000, 4000, 4000]);
});

test('two presses of the same action are one sending', async () => {
  const { sender, sent } = senderTo([]);
  await Promise.all([sender.send(lost), sender.send(lost)]);
  expect(sent).toEqual(['one']);
});

test('what was not answered when the page went away is sent when it comes back', async () => {
  const { sender, sent, kept } = senderTo([], { text: JSON.stringify([lost]) });
  sender.resume();
  await sender.send(lost);
  expect(sent).toEqual(['one']);
  expect(kept.text).toBe('');
});

test('says what is under way, and that it no longer is', async () => {
  const { sender } = senderTo([{ kind: 'lost' }]);
  const seen: number[] = [];
  sender.subscribe(() => seen.push(sender.waiting().length));
  await sender.send(lost);
  expect(seen).toEqual([1, 0]);
});

test('what a gateway will never understand is not sent for ever', async () => {
  const { sender, sent } = senderTo([fault(400)]);
  expect(await sender.send(lost)).toMatchObject({ kind: 'refused' });
  expect(sent).toEqual(['one']);
});

test('what another version of the page has kept does no harm', () => {
  const { sender, sent } = senderTo([], { text: '{nonsense' });
  sender.resume();
  expect(sent).toEqual([]);
});
