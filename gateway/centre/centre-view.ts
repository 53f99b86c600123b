/** Centre view: a centre's pedometers as they are: what the cloud has told, what was said here since, and what was read here. Pure. */
import type { CentreDevice, CentreNews } from '../../contract/centre-news.ts';
import type { DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { DeviceStatus, Roster, RosterDevice } from '../../contract/roster.ts';
import type { VolunteerDevice } from '../../contract/volunteer.ts';
import { localDay } from './local-day.ts';
import { daysUntilLoss } from './days-until-loss.ts';
import { undoneIds, withSaid, type SaidAction } from './hand-over.ts';
import { toldHoldings, type Holding, type Holdings } from './holding.ts';
import type { VisitFacts } from './visit-facts.ts';

export interface CentreFacts {
  readonly roster: Roster | undefined;
  readonly news: CentreNews | undefined;
  /** The cloud's last word on each pedometer, receipts included. */
  readonly confirmed: (device: DeviceSerial) => number;
  readonly said: readonly SaidAction[];
  /** The last complete visit made here. */
  readonly visits: ReadonlyMap<DeviceSerial, VisitFacts>;
  readonly nowMs: number;
  readonly zone: string;
}

export interface ViewDevice {
  readonly serial: DeviceSerial;
  readonly label: string;
  readonly model: string;
  readonly status: DeviceStatus;
  readonly blocked: VolunteerDevice['blocked'];
  readonly freeAtMs: number | null;
  readonly participant: ParticipantId | null;
  readonly nickname: string | null;
  readonly sinceMs: number | null;
  readonly lastVisitAtMs: number | null;
  readonly daysUntilLoss: number | null;
  readonly battery: number | null;
  readonly swappedOn: VolunteerDevice['swappedOn'];
}

export interface CentreView {
  readonly devices: ReadonlyMap<DeviceSerial, ViewDevice>;
  readonly holdings: Holdings;
}

export const centreView = (facts: CentreFacts): CentreView => {
  const told = toldHoldings(facts.roster, facts.news);
  const holdings = withSaid(told, facts.said);
  const swapped = swappedHere(facts.said);
  const devices = [...holdings].flatMap(([serial, holding]): readonly (readonly [DeviceSerial, ViewDevice])[] => {
    const known = facts.roster?.devices[serial];
    if (known === undefined) return [];
    const device = viewDevice(facts, serial, known, holding, told.get(serial));
    const swappedMs = swapped.get(serial);
    return [[serial, swappedMs === undefined ? device : { ...device, swappedOn: localDay(swappedMs, facts.zone) }]];
  });
  return { devices: new Map(devices), holdings };
};

/** The one pedometer somebody has. */
export const deviceOf = (view: CentreView, participant: ParticipantId): ViewDevice | undefined =>
  [...view.devices.values()].find((device) => device.participant === participant);

const viewDevice = (
  facts: CentreFacts,
  serial: DeviceSerial,
  { label, model }: RosterDevice,
  holding: Holding,
  told: Holding | undefined,
): ViewDevice => {
  const { news, nowMs } = facts;
  const { status, participant, sinceMs } = holding;
  const isToldLoan = participant !== null && participant === told?.participant && sinceMs === told.sinceMs;
  const newsDevice = news?.devices[serial];
  const ofLoan = isToldLoan ? newsDevice : undefined;
  const visit = facts.visits.get(serial);
  const visitMs = status === 'on-loan' && visit !== undefined && visit.atMs >= (sinceMs ?? 0) ? visit.atMs : null;
  const ring = newsDevice ?? visit;
  const unsentMs = latest(timeOf(ofLoan?.unsentSince) ?? sinceMs, visitMs);
  return {
    serial,
    label,
    model,
    status,
    ...blockOf(holding, () => facts.confirmed(serial), visit),
    participant,
    nickname: participant === null ? null : (news?.participants[participant]?.nickname ?? null),
    sinceMs,
    lastVisitAtMs: latest(timeOf(ofLoan?.lastVisitAt), visitMs),
    daysUntilLoss: participant === null ? null : daysUntilLoss(unsentMs, ring, nowMs),
    battery: batteryOf(newsDevice, visit),
    swappedOn: newsDevice?.swappedOn ?? null,
  };
};

/** One that is in stock may be lent unless the cloud still waits for something that is in it. */
const blockOf = (
  { status, freeAbove }: Holding,
  confirmed: () => number,
  visit: VisitFacts | undefined,
): Pick<ViewDevice, 'blocked' | 'freeAtMs'> => {
  if (status !== 'in-stock' && status !== 'returned') return { blocked: status, freeAtMs: null };
  if (freeAbove === null) return { blocked: status === 'in-stock' ? null : 'desk', freeAtMs: null };
  if (confirmed() > freeAbove) return { blocked: null, freeAtMs: null };
  return { blocked: 'not-confirmed', freeAtMs: closedAtMs(freeAbove, visit) };
};

/** When the bucket with that number closes, or at the latest had closed; null where no visit here tells. */
const closedAtMs = (sequence: number, visit: VisitFacts | undefined): number | null => {
  if (visit === undefined || visit.nextSequence < sequence) return null;
  if (visit.nextSequence > sequence) return visit.atMs;
  return visit.atMs + (visit.bucketSeconds - (visit.uptimeSeconds % visit.bucketSeconds)) * 1000;
};

const batteryOf = (told: CentreDevice | undefined, visit: VisitFacts | undefined): number | null => {
  const isReadLater = visit !== undefined && visit.atMs >= (timeOf(told?.lastVisitAt) ?? 0);
  return isReadLater ? (visit.battery ?? told?.battery ?? null) : (told?.battery ?? null);
};

/** The last battery change that the cloud has not told of yet. */
const swappedHere = (said: readonly SaidAction[]): ReadonlyMap<DeviceSerial, number> => {
  const undone = undoneIds(said);
  return new Map(
    said.flatMap(({ action, isSettled }) =>
      action.kind === 'swap' && !isSettled && !undone.has(action.id) ? [[action.device, action.at] as const] : [],
    ),
  );
};

const latest = (one: number | null, other: number | null): number | null => {
  if (one === null) return other;
  return other === null ? one : Math.max(one, other);
};

const timeOf = (instant: string | null | undefined): number | null =>
  typeof instant === 'string' ? Date.parse(instant) : null;
