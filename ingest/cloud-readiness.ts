/** Cloud readiness: why a cloud cannot take anything in at this moment, by what its parts say. */
import type { Disk } from '../runtime/disk.ts';
import type { Wire } from './broker/wire.ts';
import type { Intake } from './intake.ts';
import type { NotReadyReason } from './live/operation.ts';

export interface ReadinessParts {
  readonly dataPath: string;
  readonly disk: Disk;
  readonly isDraining: boolean;
  readonly wire: Wire | undefined;
  readonly intake: Intake;
}

/** Below it a commit may fail at any moment: the write-ahead log alone grows to some megabytes. */
const diskRoomBytesMin = 100 * 1024 * 1024;
/** Gateways try again after half a minute: by then a commit has shown whether the fault is over. */
const failedLatelyMs = 60_000;

/** Empty while it is ready. */
export const notReadyOf = ({ dataPath, disk, isDraining, wire, intake }: ReadinessParts): readonly NotReadyReason[] => {
  const reasons: readonly (readonly [reason: NotReadyReason, isSo: boolean])[] = [
    ['draining', isDraining],
    // At the end nobody new is let in.
    ['broker-away', !isDraining && wire?.isConnected !== true],
    ['disk-full', (disk.freeBytes(dataPath) ?? Infinity) < diskRoomBytesMin],
    ['commit-failed', intake.hasFailed(failedLatelyMs)],
  ];
  return reasons.flatMap(([reason, isSo]) => (isSo ? [reason] : []));
};
