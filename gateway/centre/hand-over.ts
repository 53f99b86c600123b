/** Hand-over: who has which pedometer once what was said here stands beside what the cloud has told (docs/decisions/0010). Pure. */
import type { CentreAction, ExchangeReason } from '../../contract/centre-action.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import type { Holding, Holdings } from './holding.ts';

/** `before`: the holdings of its pedometers when it was said, for the day it is taken back. */
export interface SaidAction {
  readonly action: CentreAction;
  readonly before: Holdings;
  /** The cloud has it on its disk. */
  readonly isSent: boolean;
  /** What the cloud has told contains it. */
  readonly isSettled: boolean;
}

/**
 * Everything unsettled in the order of the time it happened. A loan that the cloud tells of takes its place among them, so
 * that what was said earlier here does not end what began later elsewhere.
 */
export const withSaid = (told: Holdings, said: readonly SaidAction[]): Holdings => {
  const undone = undoneIds(said);
  const settled = new Map(said.filter(({ isSettled }) => isSettled).map((one) => [one.action.id, one]));
  const counting = said.filter(({ action, isSettled }) => !isSettled && !undone.has(action.id));
  const firstMs = Math.min(...counting.map(({ action }) => action.at));
  const changes: Change[] = counting.map(({ action }) => ({
    atMs: action.at,
    id: action.id,
    apply: (into) => handOver(into, action, settled),
  }));
  for (const [device, { participant, sinceMs }] of told) {
    // Those that began before anything that is unsettled stand as they are.
    if (participant === null || sinceMs === null || sinceMs < firstMs) continue;
    changes.push({ atMs: sinceMs, id: '', apply: (into) => lend(into, device, participant, sinceMs) });
  }
  const holdings = new Map(told);
  for (const { apply } of changes.sort(byTime)) apply(holdings);
  return holdings;
};

export const undoneIds = (said: readonly SaidAction[]): ReadonlySet<string> =>
  new Set(said.flatMap(({ action }) => (action.kind === 'undo' ? [action.action] : [])));

/** The pedometers an action speaks of, the replacement last. */
export const devicesOf = (action: CentreAction): readonly DeviceSerial[] => {
  if (action.kind === 'undo') return [];
  return action.kind === 'exchange' ? [action.device, action.replacement] : [action.device];
};

interface Change {
  readonly atMs: number;
  readonly id: string;
  readonly apply: (into: Map<DeviceSerial, Holding>) => void;
}

const statusAfterExchange: Readonly<Record<ExchangeReason, DeviceStatus>> = {
  broken: 'repair',
  lost: 'lost',
  battery: 'returned',
  other: 'returned',
};

const nobodys: Holding = { status: 'in-stock', participant: null, sinceMs: null, freeAbove: null };

const byTime = (a: Change, b: Change): number => a.atMs - b.atMs || (a.id < b.id ? -1 : Number(a.id > b.id));

const handOver = (
  into: Map<DeviceSerial, Holding>,
  action: CentreAction,
  settled: ReadonlyMap<string, SaidAction>,
): void => {
  const { kind } = action;
  if (kind === 'lend') lend(into, action.device, action.participant, action.at);
  else if (kind === 'return') giveBack(into, action.device, 'returned', action.sequence);
  else if (kind === 'lost') setStatus(into, action.device, 'lost');
  else if (kind === 'found' && into.get(action.device)?.status === 'lost') {
    // What its last borrower walked may be in it alone: only the cloud can tell what must arrive first.
    setStatus(into, action.device, 'returned');
  } else if (kind === 'exchange') {
    giveBack(into, action.device, statusAfterExchange[action.reason], action.sequence);
    lend(into, action.replacement, action.participant, action.at);
  } else if (kind === 'undo') restore(into, settled.get(action.action)?.before ?? new Map());
};

const setStatus = (into: Map<DeviceSerial, Holding>, device: DeviceSerial, status: 'lost' | 'returned'): void => {
  if (into.has(device)) into.set(device, { ...nobodys, status });
};

/** Ends whatever loan of that pedometer and of that participant is running: it is with whoever it was handed to last. */
const lend = (
  into: Map<DeviceSerial, Holding>,
  device: DeviceSerial,
  participant: ParticipantId,
  sinceMs: number,
): void => {
  if (!into.has(device)) return;
  for (const [other, holding] of into) if (holding.participant === participant) giveBack(into, other, 'returned', null);
  into.set(device, { status: 'on-loan', participant, sinceMs, freeAbove: null });
};

const giveBack = (
  into: Map<DeviceSerial, Holding>,
  device: DeviceSerial,
  status: DeviceStatus,
  freeAbove: number | null,
): void => {
  if (into.get(device)?.status === 'on-loan') into.set(device, { ...nobodys, status, freeAbove });
};

const restore = (into: Map<DeviceSerial, Holding>, before: Holdings): void => {
  for (const [device, holding] of before) {
    const { participant, sinceMs } = holding;
    if (!into.has(device)) continue;
    if (participant !== null) lend(into, device, participant, sinceMs ?? 0);
    into.set(device, holding);
  }
};
