/** Told: a sum with the step it was rounded to, and what may be said of sums so coarse (contract/analysis-grain.ts). Pure. */

export interface Sum {
  /** Null is hidden. */
  readonly value: number | null;
  /** 0: it is exact, as nothing is. */
  readonly step: number;
}

export type Grains = Readonly<Record<string, number>>;

/** A sum of an answer, by the name its step is told by. Where no step is told it is as coarse as can be, not exact. */
export const sumOf = (grains: Grains, name: string, value: number | null): Sum => ({
  value,
  step: value === null ? 0 : (grains[name] ?? (value === 0 ? 0 : Infinity)),
});

/** As the server holds it (contract/analysis-terms.ts). */
export const peopleStep = 10;
/** People are told to the ten. */
export const peopleSum = (value: number | null): Sum => ({ value, step: (value ?? 0) === 0 ? 0 : peopleStep });

/** As the server holds it: a step of more than this part says little else than that there is some. */
export const coarseFrom = 1 / 5;
export const isCoarse = ({ value, step }: Sum): boolean => value !== null && step > Math.abs(value) * coarseFrom;

/** A line of such figures would show their steps and little else. */
export const isMostlyCoarse = (sums: readonly Sum[]): boolean => {
  const shown = sums.filter(({ value }) => value !== null && value !== 0);
  return shown.filter(isCoarse).length * 2 > shown.length;
};

/** Finer shares than the steps allow would be made up. */
const fineFrom = 1 / 200;

/** Null where either is hidden, there is nothing to be a part of, or the steps are a large part of the whole. */
export const partOf = (part: Sum, whole: Sum): number | null => {
  if (part.value === null || whole.value === null || whole.value === 0) return null;
  if (part.value === 0 && part.step === 0) return 0;
  const step = Math.max(part.step, whole.step) / Math.abs(whole.value);
  if (step > coarseFrom) return null;
  const unit = step > fineFrom ? 100 : 1_000;
  return Math.round((part.value / whole.value) * unit) / unit;
};

/** Where a share may be off by a per cent and more it is only about right. */
const aboutFrom = 1 / 50;
export const isAbout = (part: Sum, whole: Sum): boolean =>
  Math.max(part.step, whole.step) > Math.abs(whole.value ?? 0) * aboutFrom;

/** All parts of one whole together, as coarse as the coarsest. */
export const wholeOf = (parts: readonly Sum[]): Sum => ({
  value: parts.reduce((sum, { value }) => sum + (value ?? 0), 0),
  step: Math.max(0, ...parts.map(({ step }) => step)),
});

/** What one has more than another, of two that were rounded apart; within the coarser step they may as well be level. */
export const moreOf = (after: Sum, before: Sum): Sum => {
  const step = Math.max(after.step, before.step);
  if (after.value === null || before.value === null) return { value: null, step };
  const more = after.value - before.value;
  return { value: Math.abs(more) <= step ? 0 : more, step };
};

/** Which steps some sums were rounded to, smallest first. */
export const stepsOf = (sums: readonly Sum[]): readonly number[] =>
  [...new Set(sums.map(({ step }) => step))].filter((step) => step > 0 && step < Infinity).sort((a, b) => a - b);

/** Times something exact, such as what a voucher is worth. */
export const timesOf = ({ value, step }: Sum, by: number): Sum => ({
  value: value === null ? null : value * by,
  step: step * by,
});
