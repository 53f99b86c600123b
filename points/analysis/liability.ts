/**
 * Liability: what vouchers may have to be paid for. The coming months are drawn, again and again, from what the past ones
 * brought, people and months both, by a chance that is the same for the same question.
 */
import { LargestParts } from '../../contract/analysis-grain.ts';
import type { Liability } from '../../contract/analysis-points.ts';
import type { Voucher } from '../../contract/analysis-terms.ts';
import { isTooFew } from '../../contract/analysis-hiding.ts';
import { seededRandom, type Random } from '../../runtime/random.ts';
import type { LedgerSums } from './ledger-sums.ts';
import type { PointPeople } from './point-people.ts';
import { chosenOf, netOf } from './point-flow.ts';
import type { Whom } from './whom.ts';

const courses = 400;
const monthsAhead = 12;
/** Months that are over, of which something is known; two years are enough, and older ones tell of other times. */
const monthsMin = 3;
const monthsMax = 24;
const yearMonths = 12;
/** People are drawn by the hundredth part of them, which is as good and a thousand times less work. */
const blockCount = 100;
const seed = 20_261_121;

interface Past {
  /** Names of the months, oldest first. */
  readonly months: readonly string[];
  /** Points that each block of people gained in each of them. */
  readonly blocks: readonly Float64Array[];
  /** What nine people gained at the most in a month. */
  readonly fewPoints: number;
}

interface Now {
  readonly points: number;
  readonly vouchers: number;
  readonly holders: number;
  readonly voucherHolders: number;
  /** What nine people have at the most. */
  readonly fewPoints: number;
  readonly fewVouchers: number;
}

/** `month`: the one it is now, `2026-11`; it is not over, and no part of the past. */
export const liabilityOf = (
  month: string,
  whom: Whom,
  voucher: Voucher | null,
  people: PointPeople,
  sums: LedgerSums,
): Liability => {
  const { veil } = whom;
  const chosen = chosenOf(whom, people);
  const now = nowOf(chosen, sums, voucher);
  const past = pastOf(chosen, sums, month);
  const tooLittle = !veil.isOpen || past.months.length < monthsMin || now.holders === 0 || isTooFew(now.holders);
  veil.grains.set('points now', now.fewPoints);
  veil.grains.set('vouchers now', now.fewVouchers);
  // Who has much may have as much again.
  const few = now.fewPoints + monthsAhead * past.fewPoints;
  veil.grains.set('points to come', few);
  veil.grains.set('vouchers to come', voucher === null ? 0 : Math.ceil(few / voucher.points));
  const vouchers = voucher === null ? null : veil.cell(now.vouchers, now.voucherHolders);
  return {
    voucher,
    now: {
      points: veil.cell(now.points, now.holders),
      vouchers,
      yen: vouchers === null || voucher === null ? null : vouchers * voucher.yen,
    },
    months: tooLittle ? [] : forecast(month, now, past, voucher),
    basis: { months: past.months.length, people: veil.cell(now.holders), courses: tooLittle ? 0 : courses },
    tooLittle,
    grains: {},
    asOf: whom.asOf(),
  };
};

const nowOf = (chosen: readonly number[], sums: LedgerSums, voucher: Voucher | null): Now => {
  const now = { points: 0, vouchers: 0, holders: 0, voucherHolders: 0 };
  const largest = { points: new LargestParts(), vouchers: new LargestParts() };
  const months = sums.months;
  for (const person of chosen) {
    const balance = months.reduce((sum, [, month]) => sum + netOf(month, person), 0);
    const its = voucher === null ? 0 : Math.max(0, Math.floor(balance / voucher.points));
    now.points += balance;
    now.vouchers += its;
    largest.points.add(balance);
    largest.vouchers.add(its);
    if (balance !== 0) now.holders += 1;
    if (its > 0) now.voucherHolders += 1;
  }
  return { ...now, fewPoints: largest.points.sum, fewVouchers: largest.vouchers.sum };
};

const pastOf = (chosen: readonly number[], sums: LedgerSums, month: string): Past => {
  const months = sums.months.filter(([name]) => name < month).slice(-monthsMax);
  const blocks = Array.from({ length: Math.min(blockCount, chosen.length) }, () => new Float64Array(months.length));
  const largest = months.map(() => new LargestParts());
  chosen.forEach((person, i) => {
    const block = blocks[i % blocks.length];
    months.forEach(([, its], at) => {
      const net = netOf(its, person);
      largest[at]?.add(net);
      if (block !== undefined) block[at] = (block[at] ?? 0) + net;
    });
  });
  const fewPoints = Math.max(0, ...largest.map(({ sum }) => sum));
  return { months: months.map(([name]) => name), blocks, fewPoints };
};

const forecast = (month: string, now: Now, past: Past, voucher: Voucher | null): Liability['months'] => {
  const random = seededRandom(seed);
  const ahead = Array.from({ length: monthsAhead }, (_, i) => monthAfter(month, i + 1));
  const numbers = ahead.map(numberOfMonth);
  const bySeason = Array.from({ length: yearMonths }, (_, number) =>
    [...past.months.keys()].filter((i) => numberOfMonth(past.months[i] ?? '') === number),
  );
  const drawn = Array.from({ length: courses }, () => courseOf(numbers, bySeason, now.points, past, random));
  // What lies in accounts without making a voucher yet stays as much as it is today.
  const loose = voucher === null ? 0 : now.points - now.vouchers * voucher.points;
  const vouchersOf = (points: number): number =>
    voucher === null ? 0 : Math.max(0, Math.floor((points - loose) / voucher.points));
  return ahead.map((name, i) => {
    const sorted = drawn.map((course) => course[i] ?? 0).sort((a, b) => a - b);
    const range = (of: (points: number) => number | null) => ({
      low: of(quantile(sorted, 0.1)),
      middle: of(quantile(sorted, 0.5)),
      high: of(quantile(sorted, 0.9)),
    });
    return {
      month: name,
      points: range((points) => Math.round(points)),
      vouchers: range((points) => (voucher === null ? null : vouchersOf(points))),
      yen: range((points) => (voucher === null ? null : vouchersOf(points) * voucher.yen)),
    };
  });
};

/** Points outstanding at the end of each coming month, in one course of events. */
const courseOf = (
  ahead: readonly number[],
  bySeason: readonly (readonly number[])[],
  points: number,
  { months, blocks }: Past,
  random: Random,
): readonly number[] => {
  const drawn = blocks.map(() => blocks[random.int(0, blocks.length - 1)]);
  let outstanding = points;
  return ahead.map((number) => {
    const at = sourceOf(number, months.length, bySeason, random);
    for (const block of drawn) outstanding += block?.[at] ?? 0;
    outstanding = Math.max(0, outstanding);
    return outstanding;
  });
};

/** The same month of a year before, or one beside it, where a whole year is known; else any. */
const sourceOf = (number: number, known: number, bySeason: readonly (readonly number[])[], random: Random): number => {
  const any = random.int(0, known - 1);
  const beside = random.int(-1, 1);
  if (known < yearMonths) return any;
  const same = bySeason[(number + beside + yearMonths) % yearMonths] ?? [];
  return same[any % Math.max(1, same.length)] ?? any;
};

/** January is 0. */
const numberOfMonth = (month: string): number => Number(month.slice(5)) - 1;

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.round((sorted.length - 1) * part)] ?? 0;

const monthAfter = (month: string, months: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString();
