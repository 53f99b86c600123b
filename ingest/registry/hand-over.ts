/** Hand-over (受け渡し): who got or gave back which pedometer and when, whoever said it, and what became of it. Pure. */
import { actionKinds, type ExchangeReason } from '../../contract/centre-action.ts';
import type { outcomeKinds, outcomeReasons } from '../../contract/centre-news.ts';
import type { DeviceSerial, GatewayId, ParticipantId } from '../../contract/ids.ts';
import type { DeskStatus } from './registry-rows.ts';

/** What centres say, and beside it what only the desk does: where a loan `end`s in a table, and its word on a pedometer. */
export const handOverKinds = [...actionKinds, 'end', 'status'] as const;
export type HandOverKind = (typeof handOverKinds)[number];

/** Why somebody has to say more before it counts. `not-settled`: that failed, or would have taken everything else's time. */
export const heldReasons = [
  'clock-in-doubt',
  'from-the-future',
  'unknown-device',
  'unknown-participant',
  'unknown-action',
  'not-this-centres',
  'not-settled',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** What it met when it happened. `said-already`: somebody had said the same, and nothing was left to do. */
export type Met = 'ended-earlier-loan' | 'not-on-loan' | 'said-already';
/** What ended the loan it began, other than giving back. */
export type Later = 'lent-on' | 'has-another';

export interface HandOver {
  readonly id: number;
  readonly kind: HandOverKind;
  /** Null: by the desk. */
  readonly gateway: GatewayId | null;
  /** The id that whoever said it has given it; the desk's are made here. */
  readonly action: string;
  /** When it happened, and when it was heard; ms since the Unix epoch. */
  readonly atMs: number;
  readonly heardMs: number;
  readonly trusted: boolean;
  readonly device: DeviceSerial | null;
  /** Of an exchange: whose pedometer is replaced. Of a lost one: who had it, where that is said. */
  readonly participant: ParticipantId | null;
  readonly replacement: DeviceSerial | null;
  readonly reason: ExchangeReason | null;
  /** Of a pedometer given back: the bucket open at its last visit. */
  readonly sequence: number | null;
  /** The desk's word. */
  readonly status: DeskStatus | null;
  /** Of an undo: what it takes back, by the same gateway's id and by ours. */
  readonly target: string | null;
  readonly targetId: number | null;
  /** The centre's action as it came, in JSON. */
  readonly body: string | null;
  readonly journal: number | null;
  /** Whoever said it at the desk, or told its time there. */
  readonly by: string | null;
  readonly held: HeldReason | null;
  readonly undoneBy: number | null;
  readonly met: Met | null;
  readonly metOf: number | null;
  readonly later: Later | null;
  readonly laterOf: number | null;
}

/** What is said anew; the rest becomes of it. */
export type Said = Pick<HandOver, 'kind' | 'gateway' | 'atMs' | 'by'> &
  Partial<Omit<HandOver, 'id' | 'held' | 'undoneBy' | 'met' | 'metOf' | 'later' | 'laterOf'>>;

type InOrder = Pick<HandOver, 'kind' | 'atMs' | 'gateway' | 'action'>;

/**
 * By the time it happened. At the same millisecond giving back comes before lending, so that a loan may begin where another
 * ends; then by whoever said it and their id, which is the same in whatever order things were heard.
 */
export const byTime = (a: InOrder, b: InOrder): number =>
  a.atMs - b.atMs ||
  Number(lends(a)) - Number(lends(b)) ||
  compare(a.gateway ?? '', b.gateway ?? '') ||
  compare(a.action, b.action);

const lends = ({ kind }: InOrder): boolean => kind === 'lend' || kind === 'exchange';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Outcome {
  readonly outcome: (typeof outcomeKinds)[number];
  readonly because: (typeof outcomeReasons)[number] | null;
  /** The hand-over that made the difference. */
  readonly of: number | null;
}

type Fate = Pick<HandOver, 'kind' | 'held' | 'undoneBy' | 'met' | 'metOf' | 'later' | 'laterOf'>;

export const outcomeOf = ({ kind, held, undoneBy, met, metOf, later, laterOf }: Fate): Outcome => {
  if (undoneBy !== null) return { outcome: 'undone', because: null, of: undoneBy };
  if (held !== null) return { outcome: 'held', because: held === 'not-settled' ? null : held, of: null };
  if (later !== null) return { outcome: 'changed', because: later, of: laterOf };
  if (met === 'said-already') return { outcome: 'nothing-to-do', because: null, of: metOf };
  const isIdle = met === 'not-on-loan' && (kind === 'return' || kind === 'end');
  return { outcome: isIdle ? 'nothing-to-do' : 'done', because: met, of: metOf };
};
