/** Tones: what each answer sounds like: a rhythm as well as a melody, between 500 and 1,000 Hz, where older ears hear best. */
import type { Tone } from '../view/saying.ts';

export interface Note {
  readonly hertz: number;
  readonly atMs: number;
  readonly durationMs: number;
}

/** Notes of the scale. */
const c5 = 523.25;
const d5 = 587.33;
const e5 = 659.25;
const g5 = 783.99;
const a5 = 880;

/** Received climbs; already received knocks twice; once more falls; ask the staff swings to and fro, slowly. */
export const tonePatterns: Readonly<Record<Tone, readonly Note[]>> = {
  received: [
    { hertz: c5, atMs: 0, durationMs: 140 },
    { hertz: e5, atMs: 150, durationMs: 140 },
    { hertz: g5, atMs: 300, durationMs: 420 },
  ],
  already: [
    { hertz: e5, atMs: 0, durationMs: 120 },
    { hertz: e5, atMs: 260, durationMs: 220 },
  ],
  again: [
    { hertz: a5, atMs: 0, durationMs: 200 },
    { hertz: d5, atMs: 240, durationMs: 480 },
  ],
  staff: [
    { hertz: d5, atMs: 0, durationMs: 340 },
    { hertz: a5, atMs: 440, durationMs: 340 },
    { hertz: d5, atMs: 880, durationMs: 340 },
    { hertz: a5, atMs: 1320, durationMs: 500 },
  ],
};

export const lengthMsOf = (pattern: readonly Note[]): number =>
  Math.max(0, ...pattern.map(({ atMs, durationMs }) => atMs + durationMs));
