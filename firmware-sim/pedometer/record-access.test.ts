/** The Record Access Control Point answers every request of docs/wire.md §1.5, and every wrong one with its own code. */
import { expect, test } from 'vitest';
import { idleRecordAccess, recordAccess, type RecordAccessInput, type RecordAccessState } from './record-access.ts';

const segment = (byte: number) => Uint8Array.of(3, byte);

/** Holds buckets 5 … 9, one notification each. */
const source = {
  segmentsFrom: (sequence: number) => [5, 6, 7, 8, 9].filter((each) => each >= sequence).map(segment),
  countFrom: (sequence: number) => [5, 6, 7, 8, 9].filter((each) => each >= sequence).length,
};

const request = (hex: string, cccdsEnabled = true): RecordAccessInput => ({
  kind: 'request',
  bytes: Uint8Array.fromHex(hex),
  cccdsEnabled,
});

const said = (state: RecordAccessState, inputs: readonly RecordAccessInput[]): readonly string[] => {
  const words: string[] = [];
  for (const input of inputs) {
    const step = recordAccess(state, input, source);
    state = step.state;
    for (const action of step.actions) {
      if (action.kind === 'accept') words.push('accept');
      if (action.kind === 'refuse') words.push(`refuse ${action.attError.toString(16)}`);
      if (action.kind === 'notify') words.push(`notify ${action.segment[1] ?? ''}`);
      if (action.kind === 'indicate') words.push(`indicate ${action.response.toHex()}`);
    }
  }
  return words;
};

const room: RecordAccessInput = { kind: 'room' };
const rooms = Array.from({ length: 9 }, () => room);

test('reports all, oldest first, then says that it is done', () => {
  expect(said(idleRecordAccess, [request('0101'), ...rooms])).toEqual([
    'accept',
    ...['5', '6', '7', '8', '9'].map((sequence) => `notify ${sequence}`),
    'indicate 06000101',
  ]);
});

test('reports from a sequence on', () => {
  expect(said(idleRecordAccess, [request('01030108000000'), ...rooms])).toEqual([
    'accept',
    'notify 8',
    'notify 9',
    'indicate 06000101',
  ]);
});

test('says that there is nothing above what it counts', () => {
  expect(said(idleRecordAccess, [request('0103010a000000'), ...rooms])).toEqual(['accept', 'indicate 06000106']);
});

test('counts all and from a sequence on', () => {
  expect(said(idleRecordAccess, [request('0401'), request('04030107000000'), request('040301ff000000')])).toEqual([
    'accept',
    'indicate 05000500',
    'accept',
    'indicate 05000300',
    'accept',
    'indicate 05000000',
  ]);
});

test.each([
  ['delete', '0201', '06000202'],
  ['combined report', '0701', '06000702'],
  ['nothing at all', '', '06000002'],
  ['no operator', '01', '06000103'],
  ['the null operator', '0100', '06000103'],
  ['an operator that does not exist', '0107', '06000103'],
  ['abort with an operator', '0301', '06000303'],
  ['an operator that only others support', '0102', '06000104'],
  ['the first record', '0405', '06000404'],
  ['all with an operand', '010100', '06000105'],
  ['a sequence cut short', '010301080000', '06000105'],
  ['no operand', '0103', '06000105'],
  ['abort with an operand', '030000', '06000305'],
  ['a filter on time', '01030208000000', '06000109'],
])('refuses %s by its own code', (_, bytes, answer) => {
  expect(said(idleRecordAccess, [request(bytes)])).toEqual(['accept', `indicate ${answer}`]);
});

test('runs one report at a time', () => {
  const inputs = [request('0101'), room, request('0101'), request('0401'), request('0201'), request('0301'), ...rooms];
  const words = said(idleRecordAccess, inputs);
  expect(words.slice(0, 6)).toEqual(['accept', 'notify 5', 'refuse fe', 'refuse fe', 'refuse fe', 'refuse fe']);
  expect(words.at(-1)).toBe('indicate 06000101');
});

test('aborts in the middle and says so, and says when there was nothing to abort', () => {
  expect(said(idleRecordAccess, [request('0101'), room, request('0300'), ...rooms])).toEqual([
    'accept',
    'notify 5',
    'accept',
    'indicate 06000301',
  ]);
  expect(said(idleRecordAccess, [request('0300')])).toEqual(['accept', 'indicate 06000307']);
});

test('refuses who has not subscribed to both, also while it reports', () => {
  expect(said(idleRecordAccess, [request('0101', false), request('0101'), request('0300', false)])).toEqual([
    'refuse fd',
    'accept',
    'refuse fd',
  ]);
});

test('gives up when its time is over, and not when it had long finished', () => {
  const timeout: RecordAccessInput = { kind: 'timeout' };
  expect(said(idleRecordAccess, [request('0101'), room, timeout, ...rooms])).toEqual([
    'accept',
    'notify 5',
    'indicate 06000108',
  ]);
  expect(said(idleRecordAccess, [timeout])).toEqual([]);
});

test('a lost link ends a report without a word', () => {
  expect(said(idleRecordAccess, [request('0101'), room, { kind: 'disconnected' }, ...rooms])).toEqual([
    'accept',
    'notify 5',
  ]);
});
