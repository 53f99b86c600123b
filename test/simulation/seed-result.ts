/** Seed result: what became of one seed, as the simulator writes it down. */
import type { Wrong } from './checkers/wrong.ts';

export interface SeedResult {
  readonly seed: number;
  readonly wrongs: readonly Wrong[];
  /** How often each kind of thing happened. */
  readonly counts: Readonly<Record<string, number>>;
  readonly virtualDays: number;
  /** The same for the same seed and the same code. */
  readonly digest: string;
  readonly wallMs: number;
  /** Only of seeds that went wrong, or where it was asked for. */
  readonly story: readonly string[];
  /** Only of seeds that went wrong, as a plan file; where it was to be shrunk, what was left of it. */
  readonly plan?: string | undefined;
}
