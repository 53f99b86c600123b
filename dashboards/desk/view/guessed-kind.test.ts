/** Promises of the guess at what a file holds: its first line decides, and nothing is guessed where that says nothing. */
import { expect, test } from 'vitest';
import { guessedKind } from './guessed-kind.ts';

test.each([
  ['participant,start,steps\nP-0001,2026-11-01T09:00,120\n', 'bucket'],
  ['Id,ActivityHour,StepTotal\r\n1,11/1/2026 9:00:00 AM,5', 'bucket'],
  ['Id,ActivityMinute,Steps', 'bucket'],
  ['\uFEFF"participant","date","steps","state"\n', 'daily'],
  ['Id,ActivityDay,StepTotal\n', 'daily'],
  [' Ｓteps , Date , participant \n', 'daily'],
] as const)('%j holds %s', (beginning, kind) => {
  expect(guessedKind(beginning)).toBe(kind);
});

test.each(['', 'P-0001,2026-11-01,5000\n', 'constructor,steps\n', '\ndate\n'])('%j says nothing', (beginning) => {
  expect(guessedKind(beginning)).toBeNull();
});
