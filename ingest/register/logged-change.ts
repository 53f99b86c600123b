/** Logged change: what the register's log keeps of one thing that was changed. Pure. */
import type { FieldChange } from '../../contract/register-terms.ts';

export type LoggedKind = 'added' | 'edited' | 'imported' | 'corrected' | 'undone' | 'discarded' | 'settled' | 'secret';
export type LoggedOf = 'centre' | 'participant' | 'device' | 'gateway' | 'table';

export interface LoggedChange {
  readonly atMs: number;
  readonly kind: LoggedKind;
  readonly of: LoggedOf;
  /** An id, a serial, or the name of a table. */
  readonly subject: string;
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly handOver?: number | undefined;
  readonly changes: readonly FieldChange[];
}
