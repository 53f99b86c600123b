/** Check action: whether what a volunteer wants can be done, and what is then to be kept. Pure. */
import type { CentreAction } from '../../contract/centre-action.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import type { ActionRefusal, VolunteerAction } from '../../contract/volunteer.ts';
import { deviceOf, type CentreView, type ViewDevice } from './centre-view.ts';
import { checkUndo } from './check-undo.ts';
import type { SaidAction } from './hand-over.ts';
import { swapVerdict } from './swap-verdict.ts';
import { isFresh, type VisitFacts } from './visit-facts.ts';

/** The visit made before a battery is changed, while the one after it has not been. */
export interface Swapping {
  readonly device: DeviceSerial;
  readonly atMs: number;
  readonly epoch: number;
  readonly nextSequence: number;
  /** As with that visit (`VisitFacts`). */
  readonly powerLostAfterMs: number | null;
}

export interface ActionRoom {
  readonly view: CentreView;
  readonly visits: ReadonlyMap<DeviceSerial, VisitFacts>;
  readonly swaps: ReadonlyMap<DeviceSerial, Swapping>;
  readonly said: readonly SaidAction[];
  readonly nowMs: number;
  /** What was said before is the desk's to mend. */
  readonly undoFromMs: number;
  /** How many times faster than life the clock runs. */
  readonly speed: number;
  readonly isClockTrusted: boolean;
}

export type ActionVerdict =
  | { readonly kind: 'refused'; readonly because: ActionRefusal }
  | { readonly kind: 'keep'; readonly action: CentreAction }
  | { readonly kind: 'swap-begin'; readonly swapping: Swapping }
  | { readonly kind: 'swap-cancel'; readonly device: DeviceSerial };

type Asked<Kind extends VolunteerAction['kind']> = Extract<VolunteerAction, { readonly kind: Kind }>;

export const checkAction = (asked: VolunteerAction, room: ActionRoom): ActionVerdict => {
  if (asked.kind === 'undo') {
    const because = checkUndo(asked.action, room);
    return because === undefined
      ? keep({ ...said(asked, room), kind: 'undo', action: asked.action })
      : refused(because);
  }
  const device = room.view.devices.get(asked.device);
  if (device === undefined) return refused('unknown-device');
  switch (asked.kind) {
    case 'lend':
      return checkLend(asked, device, room);
    case 'return':
      return checkReturn(asked, device, room);
    case 'lost':
      if (device.status === 'lost' || device.status === 'retired') return refused('blocked');
      return keep({
        ...said(asked, room),
        kind: 'lost',
        device: asked.device,
        ...(device.participant === null ? {} : { participant: device.participant }),
      });
    case 'found':
      if (device.status !== 'lost') return refused('not-lost');
      return keep({ ...said(asked, room), kind: 'found', device: asked.device });
    case 'exchange':
      return checkExchange(asked, device, room);
    case 'swap-begin':
      return beginSwap(asked, room);
    case 'swap-end':
      return endSwap(asked, room);
    case 'swap-cancel':
      return room.swaps.has(asked.device) ? { kind: 'swap-cancel', device: asked.device } : refused('not-swapping');
  }
};

const refused = (because: ActionRefusal): ActionVerdict => ({ kind: 'refused', because });
const keep = (action: CentreAction): ActionVerdict => ({ kind: 'keep', action });

const said = ({ id }: VolunteerAction, { nowMs, isClockTrusted }: ActionRoom) => ({
  id,
  at: nowMs,
  trusted: isClockTrusted,
});

/** A card that is not known here is taken: its centre may be another one, and the cloud looks at it. */
const checkLend = (asked: Asked<'lend'>, device: ViewDevice, room: ActionRoom): ActionVerdict => {
  if (device.blocked !== null) return refused('blocked');
  if (deviceOf(room.view, asked.participant) !== undefined) return refused('has-another');
  const visit = freshVisit(asked.device, room);
  if (visit === undefined) return refused('visit-first');
  const { participant } = asked;
  return keep({ ...said(asked, room), kind: 'lend', device: asked.device, participant, visit: visit.visit });
};

const checkReturn = (asked: Asked<'return'>, device: ViewDevice, room: ActionRoom): ActionVerdict => {
  if (device.status !== 'on-loan') return refused('not-on-loan');
  const visit = lastVisitOf(device, room);
  if (visit === undefined && !asked.withoutVisit) return refused('visit-first');
  const sequence = visit?.nextSequence ?? null;
  return keep({ ...said(asked, room), kind: 'return', device: asked.device, sequence });
};

const checkExchange = (asked: Asked<'exchange'>, device: ViewDevice, room: ActionRoom): ActionVerdict => {
  const replacement = room.view.devices.get(asked.replacement);
  if (asked.device === asked.replacement) return refused('same-device');
  if (replacement === undefined) return refused('unknown-device');
  if (device.participant === null) return refused('not-on-loan');
  if (replacement.blocked !== null) return refused('blocked');
  const last = lastVisitOf(device, room);
  // One that is lost is not there to be read.
  if (last === undefined && !asked.withoutVisit && asked.reason !== 'lost') return refused('visit-first');
  const proof = freshVisit(asked.replacement, room);
  if (proof === undefined) return refused('visit-first');
  return keep({
    ...said(asked, room),
    kind: 'exchange',
    device: asked.device,
    replacement: asked.replacement,
    participant: device.participant,
    reason: asked.reason,
    sequence: last?.nextSequence ?? null,
    visit: proof.visit,
  });
};

const beginSwap = ({ device }: Asked<'swap-begin'>, room: ActionRoom): ActionVerdict => {
  const visit = freshVisit(device, room);
  if (visit === undefined) return refused('visit-first');
  const under = room.swaps.get(device);
  // Begun again after the battery was out: what the pedometer said before that is the truth.
  if (under !== undefined && under.epoch !== visit.epoch) return { kind: 'swap-begin', swapping: under };
  const { atMs, epoch, nextSequence, powerLostAfterMs } = visit;
  return { kind: 'swap-begin', swapping: { device, atMs, epoch, nextSequence, powerLostAfterMs } };
};

const endSwap = (asked: Asked<'swap-end'>, room: ActionRoom): ActionVerdict => {
  const before = room.swaps.get(asked.device);
  const after = room.visits.get(asked.device);
  if (before === undefined) return refused('not-swapping');
  if (after === undefined || after.atMs <= before.atMs) return refused('visit-first');
  if (after.epoch === before.epoch) return refused('same-epoch');
  const { atMs, epoch, nextSequence, uptimeSeconds } = after;
  const uncertain = swapVerdict(before, after);
  return keep({
    ...said(asked, room),
    kind: 'swap',
    device: asked.device,
    before: { at: wholeMs(before.atMs), epoch: before.epoch, nextSequence: before.nextSequence },
    after: { at: wholeMs(atMs), epoch, nextSequence, uptimeSeconds },
    uncertain: uncertain === null ? null : { from: wholeMs(uncertain.fromMs), to: wholeMs(uncertain.toMs) },
  });
};

const freshVisit = (device: DeviceSerial, { visits, nowMs, speed }: ActionRoom): VisitFacts | undefined => {
  const visit = visits.get(device);
  return isFresh(visit, nowMs, speed) ? visit : undefined;
};

/** Within the last minutes, and of this loan: what a visit before it says is not what its borrower walked last. */
const lastVisitOf = ({ serial, sinceMs }: ViewDevice, room: ActionRoom): VisitFacts | undefined => {
  const visit = freshVisit(serial, room);
  return visit !== undefined && visit.atMs >= (sinceMs ?? 0) ? visit : undefined;
};

const wholeMs = (ms: number): number => Math.max(0, Math.round(ms));
