/** Trial: other rules as they are typed, what is wrong with them, and how an address tells them. */
import type { AnalysisTier, Voucher } from '../../../contract/analysis-terms.ts';
import type { TrialRules } from '../../../contract/analysis-points.ts';

/** As the server holds it (contract/analysis-points.ts). */
export const trialLimits = {
  tiers: 20,
  from: { min: 500, max: 100_000 },
  points: { min: 0, max: 1_000 },
  monthPointsMax: { min: 0, max: 1_000_000 },
  backfillDays: { min: 1, max: 366 },
  voucher: { min: 1, max: 1_000_000 },
} as const;

/** Tiers go by these: finer ones would close in on what single people walked. */
export const tierSteps = 500;

export interface TypedTier {
  readonly from: string;
  readonly points: string;
}

/** What stands in the fields; an empty one is as it is in force today, save those of tiers. */
export interface TypedRules {
  readonly tiers: readonly TypedTier[];
  readonly monthPointsMax: string;
  readonly backfillDays: string;
  readonly voucherPoints: string;
  readonly voucherYen: string;
}

export interface TodaysRules {
  readonly tiers: readonly AnalysisTier[];
  readonly backfillDays: number | null;
  readonly voucher: Voucher | null;
}

export const typedOf = (rules: TrialRules, today: TodaysRules): TypedRules => {
  const text = (value: number | null | undefined): string => String(value ?? '');
  const voucher = rules.voucher ?? today.voucher;
  return {
    tiers: (rules.tiers ?? today.tiers).map(({ from, points }) => ({ from: text(from), points: text(points) })),
    monthPointsMax: text(rules.monthPointsMax),
    backfillDays: text(rules.backfillDays ?? today.backfillDays),
    voucherPoints: text(voucher?.points),
    voucherYen: text(voucher?.yen),
  };
};

export const asToday: TrialRules = { tiers: null, monthPointsMax: null, backfillDays: null, voucher: null };

/** Full-width figures and commas are figures too; null where it is none, or none that is allowed. */
export const numberOf = (
  typed: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | null => {
  const plain = typed.normalize('NFKC').replaceAll(',', '').trim();
  if (!/^\d{1,9}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= min && value <= max ? value : null;
};

/** Where it is wrong: `tiers.2.from`, `backfillDays`. */
export type TrialFault = 'number' | 'not-rising' | 'not-round' | 'half';
export type TrialFaults = ReadonlyMap<string, TrialFault>;
export interface ReadTrial {
  readonly rules: TrialRules;
  readonly faults: TrialFaults;
  /** Indices of tiers that give less than the one before: that may be meant, and is seldom. */
  readonly falling: ReadonlySet<number>;
}

export const readTrial = (typed: TypedRules, today: TodaysRules): ReadTrial => {
  const faults = new Map<string, TrialFault>();
  const read = (where: string, text: string, limits: { readonly min: number; readonly max: number }): number => {
    const value = numberOf(text, limits);
    if (value === null) faults.set(where, 'number');
    return value ?? limits.min;
  };
  const optional = (where: 'monthPointsMax' | 'backfillDays'): number | null =>
    typed[where].trim() === '' ? null : read(where, typed[where], trialLimits[where]);
  const tiers = typed.tiers.map(({ from, points }, index) => ({
    from: read(`tiers.${index}.from`, from, trialLimits.from),
    points: read(`tiers.${index}.points`, points, trialLimits.points),
  }));
  for (const [index, { from }] of tiers.entries()) {
    const where = `tiers.${index}.from`;
    if (index > 0 && from <= (tiers[index - 1]?.from ?? 0) && !faults.has(where)) faults.set(where, 'not-rising');
    if (from % tierSteps !== 0 && !faults.has(where)) faults.set(where, 'not-round');
  }
  const [monthPointsMax, backfillDays] = [optional('monthPointsMax'), optional('backfillDays')];
  const voucher = voucherOf(typed, read, faults);
  const rules = {
    tiers: tiers.length === 0 || isSame(tiers, today.tiers) ? null : tiers,
    monthPointsMax,
    backfillDays: backfillDays === today.backfillDays ? null : backfillDays,
    voucher: isSame(voucher, today.voucher) ? null : voucher,
  };
  return { rules, faults, falling: fallingOf(typed.tiers) };
};

const fallingOf = (tiers: readonly TypedTier[]): ReadonlySet<number> => {
  const points = tiers.map((tier) => numberOf(tier.points, trialLimits.points));
  const isFalling = (index: number): boolean => (points[index] ?? Infinity) < (points[index - 1] ?? -Infinity);
  return new Set([...points.keys()].filter(isFalling));
};

const voucherOf = (
  { voucherPoints, voucherYen }: TypedRules,
  read: (where: string, text: string, limits: { readonly min: number; readonly max: number }) => number,
  faults: Map<string, TrialFault>,
): Voucher | null => {
  const [hasPoints, hasYen] = [voucherPoints.trim() !== '', voucherYen.trim() !== ''];
  if (!hasPoints && !hasYen) return null;
  if (!hasPoints) faults.set('voucherPoints', 'half');
  if (!hasYen) faults.set('voucherYen', 'half');
  return {
    points: hasPoints ? read('voucherPoints', voucherPoints, trialLimits.voucher) : 1,
    yen: hasYen ? read('voucherYen', voucherYen, trialLimits.voucher) : 1,
  };
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const names = { tiers: 'tiers', monthPointsMax: 'cap', backfillDays: 'backfill', voucher: 'voucher' } as const;

/** `tiers=3000:1,8000:2&cap=100&backfill=30&voucher=1000:1000`; what is as today needs no saying. */
export const writeTrial = (asked: URLSearchParams, rules: TrialRules): void => {
  const { tiers, monthPointsMax, backfillDays, voucher } = rules;
  if (tiers !== null) asked.set(names.tiers, tiers.map(({ from, points }) => `${from}:${points}`).join(','));
  if (monthPointsMax !== null) asked.set(names.monthPointsMax, String(monthPointsMax));
  if (backfillDays !== null) asked.set(names.backfillDays, String(backfillDays));
  if (voucher !== null) asked.set(names.voucher, `${voucher.points}:${voucher.yen}`);
};

export const isTrialAsked = (asked: URLSearchParams): boolean =>
  asked.has('trial') || Object.values(names).some((name) => asked.has(name));

/** Null where the address makes no sense. */
export const trialOfAddress = (asked: URLSearchParams, today: TodaysRules): TrialRules | null => {
  const pairs = (text: string | null): readonly TypedTier[] =>
    (text ?? '').split(',').map((pair) => ({ from: pair.split(':')[0] ?? '', points: pair.split(':')[1] ?? '' }));
  const base = typedOf(asToday, today);
  const [voucher] = pairs(asked.get(names.voucher));
  const typed = {
    tiers: asked.has(names.tiers) ? pairs(asked.get(names.tiers)) : base.tiers,
    monthPointsMax: asked.get(names.monthPointsMax) ?? '',
    backfillDays: asked.get(names.backfillDays) ?? base.backfillDays,
    voucherPoints: asked.has(names.voucher) ? (voucher?.from ?? '') : base.voucherPoints,
    voucherYen: asked.has(names.voucher) ? (voucher?.points ?? '') : base.voucherYen,
  };
  const { rules, faults } = readTrial(typed, today);
  return faults.size > 0 || typed.tiers.length > trialLimits.tiers ? null : rules;
};
