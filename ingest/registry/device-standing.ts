/** Device standing: where a pedometer is, by all that was said of it. Pure. */
import type { ExchangeReason } from '../../contract/centre-action.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import { byTime, type HandOver } from './hand-over.ts';
import type { DeskStatus } from './registry-rows.ts';

export interface DeviceStanding {
  readonly status: DeskStatus;
  /** Given back: free again once more than this is confirmed; null where only the desk can free it. */
  readonly freeAbove: number | null;
  /** When a battery was last changed, ms since the Unix epoch. */
  readonly swappedMs: number | null;
}

const unheardOf: DeviceStanding = { status: 'in-stock', freeAbove: null, swappedMs: null };

const statusAfterExchange: Readonly<Record<ExchangeReason, DeskStatus>> = {
  broken: 'repair',
  lost: 'lost',
  battery: 'returned',
  other: 'returned',
};

/** Of hand-overs that count and name the pedometer, in any order. */
export const standingOf = (device: DeviceSerial, handOvers: readonly HandOver[]): DeviceStanding =>
  handOvers.toSorted(byTime).reduce((standing, handOver) => after(standing, device, handOver), unheardOf);

const after = (standing: DeviceStanding, device: DeviceSerial, handOver: HandOver): DeviceStanding => {
  const { kind, reason, sequence, status, atMs } = handOver;
  switch (kind) {
    case 'lend':
      return lent(standing);
    case 'return':
      return { ...standing, status: 'returned', freeAbove: sequence };
    case 'lost':
      return { ...standing, status: 'lost', freeAbove: null };
    case 'found':
      return { ...standing, status: 'returned', freeAbove: null };
    case 'exchange':
      if (handOver.device !== device) return lent(standing);
      return { ...standing, status: statusAfterExchange[reason ?? 'other'], freeAbove: sequence };
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
const lent = (standing: DeviceStanding): DeviceStanding =>
  standing.status === 'in-stock' || standing.status === 'returned' ? standing : { ...standing, status: 'in-stock' };
