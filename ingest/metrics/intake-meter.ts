/** Intake meter: who wants to know how intake fares, as it happens. Quick, and never throws. */
import type { Receipt } from '../../contract/receipt.ts';

export interface IntakeMeter {
  /** A batch was answered so, or, where nobody could be told, kept. */
  answered(outcome: Receipt['status']): void;
  /** A group of batches was committed in this time. */
  committed(seconds: number): void;
  /** A receipt went out this long after its batch had come. */
  receipted(seconds: number): void;
}
