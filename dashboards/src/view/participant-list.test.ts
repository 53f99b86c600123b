/** Promises of the participants' order and of what finds them. */
import { expect, test } from 'vitest';
import { daysWith, participantWith, snapshotWith } from '../../fixture/live-with.ts';
import {
  chooseRows,
  firstChoice,
  participantColumns,
  participantRowsOf,
  type ParticipantChoice,
} from './participant-list.ts';

const centres = [
  { id: 'hoken', name: '保健センター', gateways: [] },
  { id: 'kurisawa', name: '栗沢支所', gateways: [] },
];
const participants = [
  participantWith({ id: 'P-0001', label: '12', daysUntilLoss: 20, points: 5, battery: 15 }),
  participantWith({ id: 'P-0002', label: '9', daysUntilLoss: 3, points: 900, centre: 'kurisawa' }),
  participantWith({ id: 'P-0003', label: null, daysUntilLoss: 1, points: 80 }),
  participantWith({ id: 'P-0004', label: '30', daysUntilLoss: null, daysSinceVisit: null, battery: null }),
  participantWith({ id: 'P-0005', label: '112', daysUntilLoss: 3, days: daysWith(['2026-11-20', 6214, 'final']) }),
  participantWith({ id: 'P-0006', label: '6', daysUntilLoss: 0 }),
];
const rows = participantRowsOf(snapshotWith({ centres, participants }));
const idsBy = (choice: Partial<ParticipantChoice>): readonly string[] =>
  chooseRows(rows, { ...firstChoice, ...choice }).map((row) => row.participant.id.slice(-1));

test('who loses data first stands first, then who never came, last who has no pedometer', () => {
  expect(idsBy({}).join('')).toBe('625143');
});

test('the other way round, those without a pedometer still stand last', () => {
  expect(idsBy({ order: { column: 'loss', descending: true } }).join('')).toBe('412563');
});

test('sticker numbers are numbers: 9 stands before 12 and 112', () => {
  expect(idsBy({ order: { column: 'label', descending: false } }).join('')).toBe('621453');
});

test('every column gives an order that holds everybody once', () => {
  for (const column of participantColumns) {
    expect(
      idsBy({ order: { column, descending: false } })
        .toSorted()
        .join(''),
    ).toBe('123456');
  }
});

test('yesterday is the day before today in the programme’s zone', () => {
  expect(rows[4]?.yesterday?.steps).toBe(6214);
  // 15:30 UTC is already tomorrow in Tokyo.
  const later = participantRowsOf(snapshotWith({ centres, participants, now: '2026-11-21T15:30:00.000Z' }));
  expect(later[4]?.yesterday).toBeNull();
});

test.each([
  ['p-0002', '2'],
  ['Ｐ－０００２', '2'],
  ['１２番', '51'],
  ['栗沢', '2'],
  ['nobody', ''],
  ['  ', '625143'],
])('typing %s finds %s', (text, found) => {
  expect(idsBy({ text }).join('')).toBe(found);
});

test('full-width figures are found as well', () => {
  expect(idsBy({ text: '１１２' }).join('')).toBe('5');
});

test('groups hold whom their name says', () => {
  expect(idsBy({ group: 'loss-near' }).join('')).toBe('625');
  expect(idsBy({ group: 'battery-low' }).join('')).toBe('1');
  expect(idsBy({ group: 'never-came' }).join('')).toBe('4');
});

test('a centre the snapshot does not know is shown by its id', () => {
  const [row] = participantRowsOf(snapshotWith({ participants: [participantWith({ centre: 'gone' })] }));
  expect(row?.centreName).toBe('gone');
});
