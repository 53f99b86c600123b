/** Device standing: where a pedometer is, by all that was said of it. Pure. */
import type { ExchangeReason } from '../../contract/centre-action.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import { byTime, type HandOver } from './hand-over.ts';
import type { DeskStatus } from './registry-rows.ts';

export interface DeviceStanding {
  readonly status: DeskStatus;
  /** Given back: free again once more than this is confirmed; null where only the desk can free it. */
  readonly freeAbove: number | null;
  /** When a battery was last changed, ms since the Unix epoch. */
  readonly swappedMs: number | null;
}

interface Standing extends DeviceStanding {
  /** Who was handed it last; null once it was given back, undefined where nobody has said anything of it. */
  readonly holder: ParticipantId | null | undefined;
}

const unheardOf: Standing = { status: 'in-stock', freeAbove: null, swappedMs: null, holder: undefined };

const statusAfterExchange: Readonly<Record<ExchangeReason, DeskStatus>> = {
  broken: 'repair',
  lost: 'lost',
  battery: 'returned',
  other: 'returned',
};

/** Of hand-overs that count and name the pedometer, in any order. */
export const standingOf = (device: DeviceSerial, handOvers: readonly HandOver[]): DeviceStanding => {
  const { status, freeAbove, swappedMs } = handOvers
    .toSorted(byTime)
    .reduce((standing, handOver) => after(standing, device, handOver), unheardOf);
  return { status, freeAbove, swappedMs };
};

const after = (standing: Standing, device: DeviceSerial, handOver: HandOver): Standing => {
  const { kind, reason, sequence, status, atMs } = handOver;
  switch (kind) {
    case 'lend':
      return lent(standing, handOver);
    case 'return':
      return { ...standing, status: 'returned', freeAbove: sequence, holder: null };
    case 'lost':
      return isAnothers(standing, handOver) ? standing : { ...standing, status: 'lost', freeAbove: null };
    case 'found':
      return { ...standing, status: 'returned', freeAbove: null, holder: null };
    case 'exchange':
      if (handOver.device !== device) return lent(standing, handOver);
      if (reason === 'lost' && isAnothers(standing, handOver)) return standing;
      return { ...standing, status: statusAfterExchange[reason ?? 'other'], freeAbove: sequence, holder: null };
    case 'status':
      return status === null ? standing : { ...standing, status, freeAbove: null };
    case 'swap':
      return { ...standing, swappedMs: atMs };
    case 'undo':
    case 'end':
      return standing;
  }
};

/** Somebody held it in their hand and read it: it is neither lost nor away. What it still holds has not changed. */
const lent = (standing: Standing, { participant: holder }: HandOver): Standing => {
  const isThere = standing.status === 'in-stock' || standing.status === 'returned';
  return isThere ? { ...standing, holder } : { ...standing, status: 'in-stock', holder };
};

/** Whether it was in somebody else's hand since whoever is said to have lost it. */
const isAnothers = ({ holder }: Standing, { participant }: HandOver): boolean =>
  participant !== null && holder !== undefined && holder !== participant;
