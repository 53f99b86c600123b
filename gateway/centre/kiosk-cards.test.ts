/** Kiosk cards promise: one card for one stay, nobody pushed away while being read, and no points that nobody told. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { kioskCardSchema, kioskCardsMax, type KioskResult } from '../../contract/kiosk.ts';
import { visitResultSchema, type VisitResult } from '../../contract/visit-result.ts';
import { cardsOf, noCards, passTime, takeInput, takeResult, type CardsState } from './kiosk-cards.ts';
import { serialOf, morningMs } from './trial-centre.ts';
import type { StaySign, Whose } from './stay.ts';

const zone = 'Asia/Tokyo';
let now = { wallMs: morningMs, monotonicMs: 0 };
beforeEach(() => {
  now = { wallMs: morningMs, monotonicMs: 0 };
});
const later = (ms: number) => (now = { wallMs: now.wallMs + ms, monotonicMs: now.monotonicMs + ms });

const whose = (number: number): Whose => ({
  address: `air:${number}`,
  device: serialOf(number),
  label: String(number),
  nickname: null,
});
const nobody = (number: number): Whose => ({
  address: `air:${number}`,
  device: undefined,
  label: null,
  nickname: null,
});

const brought: KioskResult = {
  days: 7,
  yesterday: null,
  monthPoints: null,
  points: 'following',
  battery: 'well',
  troubles: [],
};
const received = (visit: string): StaySign => ({
  kind: 'told',
  step: { kind: 'received', isFirst: false, result: brought },
  visit,
});
const broken: StaySign = { kind: 'failed', because: 'link-lost', isPartial: false };

const after = (state: CardsState, who: Whose, ...signs: readonly StaySign[]): CardsState =>
  signs.reduce((reached, sign) => takeInput(reached, { ...who, ...sign }, now), state);
const look = (state: CardsState, ...numbers: readonly number[]): CardsState =>
  passTime(state, new Set(numbers.map(serialOf)), now, zone);
const stepsOf = (state: CardsState) => cardsOf(state).map(({ step }) => step.kind);

const word = (visit: string, number: number): VisitResult =>
  visitResultSchema.parse({
    v: 1,
    visit,
    device: serialOf(number),
    label: String(number),
    days: 7,
    yesterday: { date: '2026-11-20', steps: 6214 },
    monthPoints: 62,
  });

test('one card goes from noticed to received, and keeps its name', () => {
  const noticed = after(noCards, nobody(12), { kind: 'noticed' });
  expect(cardsOf(noticed)).toMatchObject([{ label: null, step: { kind: 'noticed' } }]);
  const reading = after(noticed, nobody(12), { kind: 'started' });
  const known = after(reading, whose(12), { kind: 'progress', done: 48, asked: 168 });
  expect(cardsOf(known)).toMatchObject([{ label: '12', step: { kind: 'reading', done: 48, asked: 168 } }]);
  const done = after(known, whose(12), received('v'));
  expect(stepsOf(done)).toEqual(['received']);
  expect(new Set([noticed, reading, known, done].flatMap((state) => cardsOf(state).map(({ id }) => id))).size).toBe(1);
});

test('the cloud’s word fills the card of its visit and no other', () => {
  const two = after(after(noCards, whose(1), received('a')), whose(2), received('b'));
  const told = takeResult(takeResult(two, word('a', 1)), word('unheard-of', 2));
  expect(cardsOf(told).map(({ step }) => step)).toMatchObject([
    { result: { points: 'here', monthPoints: 62, yesterday: { steps: 6214 } } },
    { result: { points: 'following', monthPoints: null, yesterday: null } },
  ]);
});

test('a word without points leaves them following', () => {
  const told = takeResult(after(noCards, whose(1), received('a')), { ...word('a', 1), monthPoints: null });
  expect(cardsOf(told)).toMatchObject([{ step: { result: { points: 'following', yesterday: { steps: 6214 } } } }]);
});

test('a link that breaks is asked for again, and after the third time somebody is called', () => {
  let state = after(noCards, whose(3), { kind: 'started' }, broken);
  expect(cardsOf(state)).toMatchObject([{ step: { kind: 'again', isPartial: false } }]);
  state = after(state, whose(3), { kind: 'started' }, { ...broken, isPartial: true });
  expect(cardsOf(state)).toMatchObject([{ step: { kind: 'again', isPartial: true } }]);
  state = after(state, whose(3), { kind: 'started' }, broken);
  expect(cardsOf(state)).toMatchObject([{ step: { kind: 'staff', because: 'link' } }]);
  expect(stepsOf(after(state, whose(3), { kind: 'started' }, broken))).toEqual(['staff']);
  expect(stepsOf(after(state, whose(3), { kind: 'progress', done: 1, asked: 2 }, received('v')))).toEqual(['received']);
});

test('a full gateway and a pedometer that talks nonsense are for staff at once', () => {
  const full = after(noCards, whose(3), { kind: 'failed', because: 'outbox-full', isPartial: false });
  expect(cardsOf(full)).toMatchObject([{ step: { kind: 'staff', because: 'full' } }]);
  const odd = after(noCards, whose(3), { kind: 'failed', because: 'bad-status', isPartial: false });
  expect(cardsOf(odd)).toMatchObject([{ step: { kind: 'staff', because: 'pedometer' } }]);
});

test('an address that turns out to be another pedometer’s does not keep its number', () => {
  const failed = after(noCards, whose(3), { kind: 'failed', because: 'other-device', isPartial: false });
  expect(cardsOf(failed)).toMatchObject([{ label: null, step: { kind: 'again' } }]);
  const other = { ...whose(4), address: whose(3).address };
  expect(cardsOf(after(failed, other, received('v')))).toMatchObject([{ label: '4', step: { kind: 'received' } }]);
});

test('one that nobody has is told of once, however often it is read', () => {
  const lying: StaySign = { kind: 'told', step: { kind: 'not-on-loan', status: 'in-stock' }, visit: null };
  let state = after(noCards, whose(5), lying);
  const at = cardsOf(state)[0]?.at;
  for (let hour = 0; hour < 8; hour++) {
    for (let look5 = 0; look5 < 60; look5++) {
      later(60_000);
      state = look(state, 5);
    }
    state = after(state, whose(5), { kind: 'noticed' }, { kind: 'started' }, lying);
    expect(cardsOf(state).every((card) => card.at === at)).toBe(true);
  }
  expect(cardsOf(state)).toEqual([]);
});

test('whoever comes again after having been away has a new card, and the old one is gone', () => {
  const first = after(noCards, whose(6), received('a'));
  later(301_000);
  const second = after(first, whose(6), { kind: 'told', step: { kind: 'already', result: brought }, visit: 'a' });
  expect(stepsOf(second)).toEqual(['already']);
  expect(cardsOf(second)[0]?.id).not.toBe(cardsOf(first)[0]?.id);
});

test('nothing disappears within 30 seconds, a result not before the day is over, and who left without a word does', () => {
  const state = after(after(noCards, whose(1), received('a')), whose(2), { kind: 'noticed' });
  later(30_000);
  expect(stepsOf(look(state))).toEqual(['received', 'noticed']);
  later(1_000);
  expect(stepsOf(look(state))).toEqual(['received']);
  later(3 * 3_600_000);
  expect(stepsOf(look(state))).toEqual(['received']);
  later(24 * 3_600_000);
  expect(stepsOf(look(state))).toEqual([]);
});

test('points that did not come within hours will not come to this card any more', () => {
  const state = after(noCards, whose(1), received('a'));
  later(6 * 3_600_000);
  expect(cardsOf(look(state))).toMatchObject([{ step: { result: { points: 'never', monthPoints: null } } }]);
});

test('newer people push out the oldest who has been told, never who is being read', () => {
  let state = after(noCards, whose(100), { kind: 'started' });
  for (let number = 1; number <= 20; number++) {
    later(1_000);
    state = after(state, whose(number), received(`v-${number}`));
  }
  const labels = cardsOf(state).map(({ label }) => label);
  expect(labels).toHaveLength(kioskCardsMax);
  expect(labels).toContain('100');
  expect(labels.at(-1)).toBe('20');
  expect(labels).not.toContain('1');
});

const number = fc.integer({ min: 1, max: 20 });
const sign: fc.Arbitrary<StaySign> = fc.oneof(
  fc.constantFrom<StaySign>({ kind: 'noticed' }, { kind: 'started' }, broken, { ...broken, because: 'other-device' }),
  fc.record({ kind: fc.constant('progress' as const), done: fc.nat(200), asked: fc.nat(200) }),
  fc.constantFrom('a', 'b', 'c').map(received),
  fc.constant<StaySign>({ kind: 'told', step: { kind: 'not-on-loan', status: null }, visit: null }),
  fc.constant<StaySign>({ kind: 'told', step: { kind: 'already', result: brought }, visit: 'a' }),
);
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ who: fc.oneof(number.map(whose), number.map(nobody)), address: number, sign }) },
  { weight: 1, arbitrary: fc.record({ passMs: fc.constantFrom(500, 31_000, 302_000, 90_000_000) }) },
  { weight: 1, arbitrary: fc.record({ word: fc.constantFrom('a', 'b', 'z') }) },
);

test('in whatever order things happen: no two cards of one stay, no points untold, never more than fit', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      let state = noCards;
      const told = new Set<string>();
      for (const one of happenings) {
        if ('sign' in one) {
          // Pedometers also swap addresses.
          state = after(state, { ...one.who, address: `air:${one.address}` }, one.sign);
        } else if ('word' in one) {
          told.add(one.word);
          state = takeResult(state, word(one.word, 1));
        } else {
          later(one.passMs);
          state = look(state);
        }
        holds(state, told);
      }
    }),
    { numRuns: 300 },
  );
});

const holds = (state: CardsState, told: ReadonlySet<string>): void => {
  const cards = cardsOf(state);
  for (const card of cards) kioskCardSchema.parse(card);
  expect(cards.length).toBeLessThanOrEqual(kioskCardsMax);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
  const labels = cards.flatMap(({ label }) => label ?? []);
  expect(new Set(labels).size).toBe(labels.length);
  expect(cards.filter(({ step }) => step.kind === 'reading').length).toBeLessThanOrEqual(1);
  for (const { step, visit } of state.stays) {
    if ((step.kind !== 'received' && step.kind !== 'already') || step.result === null) continue;
    const isToldOf = visit !== null && told.has(visit);
    if (!isToldOf) expect([step.result.monthPoints, step.result.yesterday]).toEqual([null, null]);
    expect(step.result.points === 'here').toBe(step.result.monthPoints !== null);
  }
};
