/** Delivery promises: a bounded window, every batch sent until answered, parked after so many tries, and no storm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import {
  nextDueMs,
  nothingSent,
  stepDelivery,
  type DeliveryInput,
  type DeliveryOptions,
  type DeliveryState,
} from './delivery.ts';

const options: DeliveryOptions = {
  windowMax: 4,
  resend: { baseMs: 10_000, capMs: 300_000 },
  triesMax: 20,
  stableMs: 60_000,
};

/** A delivery whose time is moved by hand. */
class Bench {
  state: DeliveryState = nothingSent;
  nowMs = 0;
  readonly sent: { readonly seq: number; readonly atMs: number }[] = [];
  readonly parked: { readonly seq: number; readonly inSilence: boolean }[] = [];
  waiting: readonly number[];
  readonly #random = seededRandom(7);
  readonly #options: DeliveryOptions;

  constructor(waiting: readonly number[], changed: Partial<DeliveryOptions> = {}) {
    this.waiting = waiting;
    this.#options = { ...options, ...changed };
  }

  put(input: DeliveryInput): this {
    const { state, actions } = stepDelivery(this.state, input, this.nowMs, this.#options, this.#random);
    this.state = state;
    for (const action of actions) {
      if (action.kind === 'send') this.sent.push({ seq: action.seq, atMs: this.nowMs });
      else {
        this.parked.push(action);
        this.waiting = this.waiting.filter((seq) => seq !== action.seq);
      }
    }
    return this;
  }

  tick(): this {
    return this.put({ kind: 'tick', waiting: this.waiting });
  }

  answer(seq: number): this {
    this.waiting = this.waiting.filter((other) => other !== seq);
    return this.put({ kind: 'answered', seq }).tick();
  }

  /** To the next instant at which something is due by itself. */
  advance(): this {
    this.nowMs = nextDueMs(this.state) ?? this.nowMs;
    return this.tick();
  }

  get seqs(): readonly number[] {
    return this.sent.map(({ seq }) => seq);
  }
}

describe('delivery', () => {
  test('sends nothing while down, and as much as the window takes, oldest first, once up', () => {
    const bench = new Bench([1, 2, 3, 4, 5, 6]).tick();
    expect(bench.seqs).toEqual([]);
    expect(bench.put({ kind: 'up' }).tick().seqs).toEqual([1, 2, 3, 4]);
    expect(bench.answer(2).seqs).toEqual([1, 2, 3, 4, 5]);
  });

  test('sends again what was not answered, after waits that grow with jitter up to the cap', () => {
    const bench = new Bench([1]).put({ kind: 'up' }).tick();
    for (let i = 0; i < 15; i++) bench.advance();
    const waits = bench.sent.slice(1).map(({ atMs }, i) => atMs - (bench.sent[i]?.atMs ?? 0));
    expect(waits[0]).toBe(10_000);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...waits)).toBeGreaterThan(100_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    expect(new Set(waits).size).toBeGreaterThan(5);
  });

  test('parks a batch after twenty unanswered tries, and goes on with the others', () => {
    const bench = new Bench([1]).put({ kind: 'up' }).tick();
    for (let i = 0; i < 19; i++) bench.advance();
    expect(bench.sent).toHaveLength(20);
    expect(bench.parked).toEqual([]);
    bench.waiting = [1, 2];
    bench.advance();
    expect(bench.parked).toMatchObject([{ seq: 1, inSilence: true }]);
    expect(bench.seqs.filter((seq) => seq === 1)).toHaveLength(20);
    expect(bench.seqs).toContain(2);
  });

  test('knows a batch that alone stays unanswered from a cloud that answers nothing', () => {
    const bench = new Bench([1, 2]).put({ kind: 'up' }).tick();
    bench.nowMs = 1;
    bench.answer(2);
    for (let i = 0; i < 20; i++) bench.advance();
    expect(bench.parked).toMatchObject([{ seq: 1, inSilence: false }]);
  });

  test('sends all of it again over a new connection, without counting that as a try', () => {
    const bench = new Bench([1, 2], { triesMax: 2 }).put({ kind: 'up' }).tick();
    for (let i = 0; i < 10; i++) {
      bench.nowMs += 1;
      bench.put({ kind: 'down' }).tick();
      bench.nowMs += 100_000;
      bench.put({ kind: 'up' }).tick().answer(99);
    }
    expect(bench.parked).toEqual([]);
    expect(bench.seqs.filter((seq) => seq === 2)).toHaveLength(11);
  });

  test('finds the batch that ends every connection by sending one at a time, parks it and goes on', () => {
    const bench = new Bench([1, 2, 3], { triesMax: 3 });
    const poison = 2;
    for (let i = 0; i < 20 && bench.waiting.length > 0; i++) {
      bench.nowMs += 1_000;
      const before = bench.sent.length;
      bench.put({ kind: 'up' }).tick();
      for (let at = before; at < bench.sent.length; at++) {
        const seq = bench.sent[at]?.seq;
        if (seq === poison) break;
        // The broker hangs up before anything else of the same connection is answered.
        if (bench.state.isNarrow && seq !== undefined) bench.answer(seq);
      }
      bench.put({ kind: 'down' });
    }
    expect(bench.parked.map(({ seq }) => seq)).toEqual([poison]);
    expect(bench.waiting).toEqual([]);
  });

  test('waits as long as the cloud asks, lets others pass, and does not count it', () => {
    const bench = new Bench([1, 2, 3, 4, 5], { triesMax: 2 }).put({ kind: 'up' }).tick();
    bench.put({ kind: 'retry', seq: 1, retryAfterMs: 3_600_000 }).tick();
    expect(bench.seqs).toEqual([1, 2, 3, 4, 5]);
    for (const seq of [2, 3, 4, 5]) bench.answer(seq);
    bench.advance();
    expect(bench.sent.at(-1)).toEqual({ seq: 1, atMs: 3_600_000 });
    expect(bench.parked).toEqual([]);
  });

  test('never has more in the air than the window, and forgets what is gone, whatever happens in whatever order', () => {
    const input: fc.Arbitrary<DeliveryInput> = fc.oneof(
      fc.constantFrom<DeliveryInput>({ kind: 'up' }, { kind: 'down' }),
      fc.record({ kind: fc.constantFrom('answered' as const, 'gone' as const), seq: fc.nat(9) }),
      fc.record({ kind: fc.constant('retry' as const), seq: fc.nat(9), retryAfterMs: fc.nat(100_000) }),
      fc.record({ kind: fc.constant('tick' as const), waiting: fc.constant([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(input, fc.nat(50_000)), { maxLength: 80 }), (inputs) => {
        const bench = new Bench([]);
        for (const [each, byMs] of inputs) {
          bench.nowMs += byMs;
          bench.put(each);
          const air = [...bench.state.flights.values()].filter(({ place }) => place === 'air');
          expect(air.length).toBeLessThanOrEqual(options.windowMax);
          if (bench.state.upSinceMs === undefined) expect(air).toEqual([]);
        }
        for (let seq = 0; seq < 10; seq++) bench.put({ kind: 'gone', seq });
        expect(bench.state.flights.size).toBe(0);
      }),
    );
  });
});
