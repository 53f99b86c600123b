/** Visit step: how far the visit has got that was asked for, told apart from one that had ended before. */
import type { VisitProgress } from '../../../contract/volunteer.ts';

export type VisitStep = { readonly kind: 'asking' } | VisitProgress;

/** Where no visit had ended before; kept as text, so never empty. */
const never = 'never';

/** By when the last visit ended, which is by the gateway's clock and compared with nothing but itself. */
export const endedAt = (progress: VisitProgress | null): string =>
  progress !== null && (progress.kind === 'done' || progress.kind === 'failed') ? progress.at : never;

export const stepOf = (progress: VisitProgress | null, before: string): VisitStep => {
  if (progress === null) return { kind: 'asking' };
  if ((progress.kind === 'done' || progress.kind === 'failed') && progress.at === before) return { kind: 'asking' };
  return progress;
};
