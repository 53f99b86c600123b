/** Promises about whom and what somebody should look after. */
import { expect, test } from 'vitest';
import { gatewayWith, participantWith } from '../../fixture/live-with.ts';
import {
  batteryLowPercentMax,
  hasNeverCome,
  isBatteryLow,
  lossLevelOf,
  lossSoonDaysMax,
  radioSilentMaxMs,
  troublesOf,
} from './attention.ts';

test('a loss is near from a week before on, and has begun at nought', () => {
  const levels = [null, 0, 1, lossSoonDaysMax, lossSoonDaysMax + 1].map((daysUntilLoss) =>
    lossLevelOf(participantWith({ daysUntilLoss })),
  );
  expect(levels).toEqual(['never-came', 'begun', 'soon', 'soon', 'later']);
});

test('who has no pedometer on loan has nothing to lose and no battery', () => {
  const returned = participantWith({ label: null, daysUntilLoss: 0, battery: 3 });
  expect(lossLevelOf(returned)).toBe('no-pedometer');
  expect(isBatteryLow(returned)).toBe(false);
});

test('who has a pedometer and has not brought it yet has never come, whatever is known of the memory', () => {
  const never = { daysSinceVisit: null };
  expect(hasNeverCome(participantWith({ ...never, daysUntilLoss: null }))).toBe(true);
  expect(hasNeverCome(participantWith({ ...never, daysUntilLoss: 30 }))).toBe(true);
  expect(hasNeverCome(participantWith({ ...never, label: null }))).toBe(false);
});

test('a battery is low up to the limit, and unknown is not low', () => {
  const low = [batteryLowPercentMax, batteryLowPercentMax + 1, null].map((battery) =>
    isBatteryLow(participantWith({ battery })),
  );
  expect(low).toEqual([true, false, false]);
});

test('a gateway that cannot be reached is told as that alone', () => {
  expect(troublesOf(gatewayWith({ state: 'offline', full: true, clockTrusted: false }))).toEqual(['offline']);
});

test('a gateway in order, or not heard from yet, has no trouble', () => {
  expect(troublesOf(gatewayWith({ silentMs: radioSilentMaxMs }))).toEqual([]);
  expect(troublesOf(gatewayWith({ state: 'unknown', neverHeard: true }))).toEqual([]);
});

test('everything wrong with a gateway that is reached is told, worst first', () => {
  const gateway = gatewayWith({ full: true, parked: 2, clockTrusted: false, silentMs: radioSilentMaxMs + 1 });
  expect(troublesOf(gateway)).toEqual(['full', 'parked', 'clock', 'silent']);
});
