/** Promises of the headline, in both languages. */
import { describe, expect, test } from 'vitest';
import type { LiveParticipant } from '../../../contract/live.ts';
import { participantWith, snapshotWith } from '../../fixture/live-with.ts';
import { wordsOf } from '../words/words.ts';
import { figuresOf, headlineOf } from './headline.ts';

const came = participantWith({ daysSinceVisit: 0, daysUntilLoss: 30 });
const later = participantWith({ daysUntilLoss: 8 });
const soon = (days: number): LiveParticipant => participantWith({ daysUntilLoss: days });
const neverCame = participantWith({ daysSinceVisit: null, daysUntilLoss: null });
const withoutPedometer = participantWith({ label: null, daysUntilLoss: 0 });

const saidOf = (participants: readonly LiveParticipant[]): readonly [string, string] => {
  const headline = headlineOf(snapshotWith({ participants }));
  const said = ({ headline: say, clauseMark }: (typeof wordsOf)['ja']): string => say(headline).join(clauseMark);
  return [said(wordsOf.ja), said(wordsOf.en)];
};

describe('the sentence that says how things are', () => {
  test.each([
    ['nobody is enrolled', [], '参加者は まだ登録されていません', 'No participants have been registered yet'],
    ['nobody has ever come', [neverCame], 'きょうは まだ だれも来ていません', 'Nobody has come yet today'],
    [
      'one came, one is near a loss of one day',
      [came, soon(1)],
      'きょう 1人が来ました ・ 1人のデータがあと1日で消えます',
      "1 person came today · 1 person's data will be lost in 1 day",
    ],
    [
      'many came, several are near a loss: the nearest is told',
      [...Array.from({ length: 1200 }, () => came), soon(5), soon(5), soon(5), soon(7), later],
      'きょう 1,200人が来ました ・ 3人のデータがあと5日で消えます',
      "1,200 people came today · 3 people's data will be lost in 5 days",
    ],
    [
      'data is being overwritten now: that alone is told',
      [soon(0), soon(0), soon(3)],
      'きょうは まだ だれも来ていません ・ 2人のデータが消えはじめています',
      "Nobody has come yet today · 2 people's data is being lost now",
    ],
    [
      'everybody has more than a week',
      [came, later, neverCame],
      'きょう 1人が来ました ・ 7日以内に消えるデータはありません',
      '1 person came today · no data will be lost within 7 days',
    ],
    [
      'a person without a pedometer has nothing to lose',
      [withoutPedometer],
      'きょうは まだ だれも来ていません',
      'Nobody has come yet today',
    ],
  ] as const)('%s', (_case, participants, japanese, english) => {
    expect(saidOf(participants)).toEqual([japanese, english]);
  });
});

test('the figures count who came, who is near a loss and whose battery is low', () => {
  const figures = figuresOf(
    snapshotWith({
      participants: [came, soon(7), later, neverCame, withoutPedometer, participantWith({ battery: 20 })],
      quarantine: 2,
      points: { issued: 100, today: 7 },
    }),
  );
  expect(figures).toMatchObject({
    cameToday: 1,
    enrolled: 6,
    lossNear: 1,
    batteryLow: 1,
    quarantined: 2,
    pointsToday: 7,
    pointsIssued: 100,
  });
});
