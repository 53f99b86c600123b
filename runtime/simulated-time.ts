/** Simulated time: how fast a trial's clock may run, and how a config says so. */
import { z } from 'zod';

/** A day a second. Beyond that days pass while what falls due on one is done, and nothing else is ever heard, not even a stop. */
export const speedMax = 86_400;

/** Shows `startMs` at machine time `anchorMs` and runs `factor` times as fast. For trials only. */
export const simulatedTimeSchema = z.strictObject({
  anchorMs: z.number(),
  startMs: z.number(),
  factor: z.number().positive().max(speedMax),
});
