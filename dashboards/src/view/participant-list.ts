/** Participant list: which participants the table shows and in what order. */
import type { LiveParticipant, LiveSnapshot } from '../../../contract/live.ts';
import { hasNeverCome, isBatteryLow, isLossNear, lossLevelOf, type LossLevel } from './attention.ts';
import { addDays, localDateOf } from '../../shared/local-date.ts';

export const participantColumns = [
  'participant',
  'label',
  'loss',
  'since',
  'centre',
  'battery',
  'yesterday',
  'points',
] as const;
export type ParticipantColumn = (typeof participantColumns)[number];

export const participantGroups = ['everybody', 'loss-near', 'battery-low', 'never-came'] as const;
export type ParticipantGroup = (typeof participantGroups)[number];

export interface ParticipantOrder {
  readonly column: ParticipantColumn;
  readonly descending: boolean;
}

export interface ParticipantChoice {
  readonly text: string;
  readonly group: ParticipantGroup;
  readonly order: ParticipantOrder;
}

/** Who loses data first stands first. */
export const firstChoice: ParticipantChoice = {
  text: '',
  group: 'everybody',
  order: { column: 'loss', descending: false },
};

/** A participant with what the table shows about them beside the snapshot's own fields. */
export interface ParticipantRow {
  readonly participant: LiveParticipant;
  readonly centreName: string | null;
  readonly level: LossLevel;
  readonly yesterday: LiveParticipant['days'][number] | null;
}

export const participantRowsOf = (snapshot: LiveSnapshot): readonly ParticipantRow[] => {
  const yesterday = addDays(localDateOf(Date.parse(snapshot.now), snapshot.zone), -1);
  const names = new Map<string, string>(snapshot.centres.map((centre) => [centre.id, centre.name]));
  return snapshot.participants.map((participant) => ({
    participant,
    centreName: participant.centre === null ? null : (names.get(participant.centre) ?? participant.centre),
    level: lossLevelOf(participant),
    yesterday: participant.days.find((day) => day.date === yesterday) ?? null,
  }));
};

export const chooseRows = (rows: readonly ParticipantRow[], choice: ParticipantChoice): readonly ParticipantRow[] =>
  rows
    .filter((row) => isInGroup[choice.group](row.participant) && matchesText(row, choice.text))
    .toSorted((left, right) => compareRows(left, right, choice.order));

export const isInGroup: Readonly<Record<ParticipantGroup, (participant: LiveParticipant) => boolean>> = {
  everybody: () => true,
  'loss-near': isLossNear,
  'battery-low': isBatteryLow,
  'never-came': hasNeverCome,
};

/** Full-width and half-width figures and letters are the same to somebody who types them. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

const matchesText = (row: ParticipantRow, text: string): boolean => {
  const wanted = plain(text);
  const { id, label } = row.participant;
  const shown = [id, label === null ? '' : `${label}番`, row.centreName ?? ''];
  return wanted === '' || shown.some((each) => plain(each).includes(wanted));
};

type SortKey = number | string | null;

const sortKeys: Readonly<Record<ParticipantColumn, (row: ParticipantRow) => SortKey>> = {
  participant: (row) => row.participant.id,
  label: (row) => row.participant.label,
  centre: (row) => row.centreName,
  since: (row) => row.participant.daysSinceVisit,
  loss: (row) => {
    if (row.level === 'no-pedometer') return null;
    return row.participant.daysUntilLoss ?? Number.MAX_SAFE_INTEGER;
  },
  battery: (row) => row.participant.battery,
  yesterday: (row) => row.yesterday?.steps ?? null,
  points: (row) => row.participant.points,
};

const byNumberInText = new Intl.Collator('ja', { numeric: true });

const compareRows = (left: ParticipantRow, right: ParticipantRow, order: ParticipantOrder): number => {
  const key = sortKeys[order.column];
  const [first, second] = [key(left), key(right)];
  // What is not known stays at the end, whichever way round the rest is.
  if (first === null || second === null) {
    if (first !== second) return first === null ? 1 : -1;
  } else {
    const compared = compareKeys(first, second);
    if (compared !== 0) return order.descending ? -compared : compared;
  }
  return byNumberInText.compare(left.participant.id, right.participant.id);
};

const compareKeys = (first: number | string, second: number | string): number =>
  typeof first === 'number' && typeof second === 'number'
    ? first - second
    : byNumberInText.compare(String(first), String(second));
