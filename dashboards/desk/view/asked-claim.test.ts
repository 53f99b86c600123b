/** Promises of what is asked for a claim: nothing left empty is sent, and a code speaks for itself. */
import { expect, test } from 'vitest';
import type { DeskActivity } from '../../../contract/desk-programme.ts';
import { inventedProgramme } from '../../fixture/desk-programme.ts';
import { askedClaimOf, evidenceOf, type GatheredClaim } from './asked-claim.ts';

const activityOf = (id: string): DeskActivity => {
  const found = inventedProgramme('2026-11-21').activities.find((activity) => activity.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const kindsOf = (id: string, codeKind: 'venue' | 'once' | null): readonly string[] =>
  evidenceOf(activityOf(id), codeKind).map(({ kind }) => kind);
const gathered: GatheredClaim = {
  date: '2026-11-20',
  from: '',
  goalSteps: '',
  group: '',
  place: ' ',
  evidence: 'result-sheet',
  account: '',
};

test('without a code nobody can have seen one; with it nothing else was seen', () => {
  expect(kindsOf('health-check', null)).toEqual(['result-sheet']);
  expect(kindsOf('health-check', 'venue')).toEqual(['venue-code']);
  expect(kindsOf('health-check', 'once')).toEqual(['once-code']);
});

test('fields left empty are left out', () => {
  expect(askedClaimOf('P-0001', activityOf('health-check'), gathered, null)).toEqual({
    participant: 'P-0001',
    activity: 'health-check',
    date: '2026-11-20',
    evidence: 'result-sheet',
  });
});

test('a goal is read as people type it', () => {
  const asked = askedClaimOf('P-0001', activityOf('walking-goal'), { ...gathered, goalSteps: '８,０００' }, null);
  expect(asked.goalSteps).toBe(8000);
});
