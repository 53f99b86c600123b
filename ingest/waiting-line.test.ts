/** The waiting line forgets nobody, keeps each gateway's order, and lets no gateway stand in another's way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatewayIdSchema } from '../contract/ids.ts';
import { WaitingLine } from './waiting-line.ts';

const message = (gateway: string, number: number, bytes = 100) => ({
  gateway: gatewayIdSchema.parse(gateway),
  payload: new Uint8Array(bytes),
  number,
});
type Message = ReturnType<typeof message>;
const roomy = { bytesMax: 1e9, gatewayBytesMax: 1e9 };
const told = ({ gateway, number }: Message): string => `${gateway} ${number}`;

describe('a waiting line', () => {
  test('serves in turn: whoever comes after a thousand of another waits for one of them', () => {
    const line = new WaitingLine<Message>(roomy);
    for (let number = 0; number < 1000; number++) line.add(message('loud', number));
    line.add(message('quiet', 0));
    expect([line.next(), line.next(), line.next()].map((each) => each && told(each))).toEqual([
      'loud 0',
      'quiet 0',
      'loud 1',
    ]);
  });

  test('has no room for more of one gateway, and still for another', () => {
    const line = new WaitingLine<Message>({ bytesMax: 1e9, gatewayBytesMax: 10_000 });
    let taken = 0;
    while (line.add(message('loud', taken, 1000))) taken++;
    expect(taken).toBeLessThan(12);
    expect(line.add(message('quiet', 0))).toBe(true);
    line.next();
    line.next();
    expect(line.add(message('loud', taken))).toBe(true);
  });

  test('has no room for anybody once all together are too much', () => {
    const line = new WaitingLine<Message>({ bytesMax: 10_000, gatewayBytesMax: 1e9 });
    for (let number = 0; number < 50; number++) line.add(message(`gw-${number}`, number, 1000));
    expect(line.bytes).toBeLessThan(12_000);
    expect(line.add(message('gw-99', 0))).toBe(false);
  });

  test('whatever comes and goes, everything taken is given once, and each gateway’s in its order', () => {
    const step = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const line = new WaitingLine<Message>(roomy);
        const added: string[] = [];
        const given: string[] = [];
        steps.forEach((gateway, number) => {
          const next = gateway === undefined ? line.next() : undefined;
          if (next !== undefined) given.push(told(next));
          if (gateway !== undefined && line.add(message(gateway, number))) added.push(`${gateway} ${number}`);
          expect(line.count).toBe(added.length - given.length);
        });
        given.push(...line.drain().map(told));
        expect(line.bytes).toBe(0);
        expect([...given].sort()).toEqual([...added].sort());
        for (const gateway of ['a', 'b', 'c']) {
          const of = (all: readonly string[]) => all.filter((each) => each.startsWith(gateway));
          expect(of(given)).toEqual(of(added));
        }
      }),
    );
  });
});
