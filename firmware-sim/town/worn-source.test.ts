/** Promises of a pedometer that changes hands: it counts whoever wears it, and nobody while it lies. */
import { expect, test } from 'vitest';
import type { StepSource } from '../pedometer/step-source.ts';
import { WornSource } from './worn-source.ts';

const everyMs = (steps: number): StepSource => ({ stepsUntil: (wallMs) => Math.max(0, Math.floor(wallMs)) * steps });

test('counts the first wearer from the beginning as they walk', () => {
  const worn = new WornSource(everyMs(2));
  expect([0, 10, 25].map((atMs) => worn.stepsUntil(atMs))).toEqual([0, 20, 50]);
});

test('stands still while it lies, and goes on with what the next one walks from then on', () => {
  const worn = new WornSource(everyMs(2));
  worn.layDown(10);
  worn.wear(everyMs(5), 30);
  expect([10, 20, 30, 31, 40].map((atMs) => worn.stepsUntil(atMs))).toEqual([20, 20, 20, 25, 70]);
  // Asked in any order it tells the same.
  expect(worn.stepsUntil(5)).toBe(10);
});
