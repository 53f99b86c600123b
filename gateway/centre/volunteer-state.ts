/** Volunteer state: everything the volunteers' pages show, put together. Pure. */
import type { CentreNews } from '../../contract/centre-news.ts';
import { participantIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import type { Came, DoneAction, VolunteerDevice, VolunteerState } from '../../contract/volunteer.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { CameNote } from '../centre-store/came-notes.ts';
import type { OutboxSummary } from '../outbox/outbox-summary.ts';
import type { HeardDevice } from '../rounds.ts';
import type { CentreView } from './centre-view.ts';
import { agedResult } from './kiosk-result.ts';
import { localDay } from './local-day.ts';

export interface VolunteerParts {
  readonly nowMs: number;
  readonly zone: string;
  readonly speed: number;
  readonly isUp: boolean;
  readonly isClockTrusted: boolean;
  readonly radio: VolunteerState['radio'];
  readonly news: CentreNews | undefined;
  readonly view: CentreView;
  readonly devices: readonly VolunteerDevice[];
  readonly came: readonly CameNote[];
  readonly hearing: readonly HeardDevice[];
  readonly actions: readonly DoneAction[];
  readonly outbox: OutboxSummary;
}

export const volunteerState = (parts: VolunteerParts): VolunteerState => {
  const { nowMs, zone, speed, isUp, isClockTrusted, radio, news, devices, actions, outbox } = parts;
  return {
    v: 1,
    now: isoInstant(nowMs),
    today: localDay(nowMs, zone),
    ...{ zone, speed, isUp, isClockTrusted, radio },
    centre: news?.centre ?? null,
    newsAt: news?.at ?? null,
    waiting: {
      count: outbox.visits + outbox.actions,
      since: outbox.oldestMs === undefined ? null : isoInstant(outbox.oldestMs),
    },
    devices: [...devices],
    participants: Object.entries(news?.participants ?? {}).map(([id, { nickname }]) => ({
      id: participantIdSchema.parse(id),
      nickname,
    })),
    came: parts.came.map((note) => cameOf(note, parts)),
    actions: [...actions],
    strangers: strangersOf(parts),
    week: news?.week ?? null,
  };
};

/** By this it is told whether the state is different now: not by the time, and by strength and hearing only roughly. */
export const digestOf = (state: VolunteerState): string =>
  JSON.stringify({
    ...state,
    now: '',
    devices: state.devices.map(({ rssi, lastHeardAt, ...device }) => ({
      ...device,
      strength: rssi === null ? null : Math.round(rssi / strengthStep),
      minute: lastHeardAt?.slice(0, 'YYYY-MM-DDThh:mm'.length),
    })),
  });

/** Dezibels between strengths that a page tells apart. */
const strengthStep = 6;

/** A nickname only of whoever had it then; what it brought somebody before is not shown as theirs. */
const cameOf = ({ device, atMs, visits, result }: CameNote, { view, nowMs, zone }: VolunteerParts): Came => {
  const known = view.devices.get(device);
  const isTheirs = known !== undefined && (known.sinceMs ?? 0) <= atMs;
  return {
    serial: device,
    label: known?.label ?? null,
    nickname: isTheirs ? known.nickname : null,
    at: isoInstant(atMs),
    visits,
    result: result === null ? null : agedResult(result, atMs, nowMs, zone),
  };
};

const strangersOf = ({ view, came, hearing }: VolunteerParts): VolunteerState['strangers'] => {
  const seen = new Map<DeviceSerial, number>();
  for (const { device, atMs } of came) seen.set(device, atMs);
  for (const { device, lastHeardMs, isPresent } of hearing) if (isPresent) seen.set(device, lastHeardMs);
  return [...seen]
    .filter(([serial]) => !view.devices.has(serial))
    .map(([serial, atMs]) => ({ serial, at: isoInstant(atMs) }));
};
