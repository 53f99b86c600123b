/** Unsent: since when hours of a loan have not arrived, by which everybody is told how long they are safe. Pure. */
import type { Coverage } from './coverage.ts';
import type { LoanInterval } from './attribution.ts';

/** When the oldest of them began: the loan itself, or where what is confirmed ends. Ms since the Unix epoch. */
export const unsentSinceMs = (
  { fromMs }: Pick<LoanInterval, 'fromMs'>,
  { completeUntilMs }: Pick<Coverage, 'completeUntilMs'>,
): number => Math.max(fromMs, completeUntilMs);
