/** Walk: steps of a made-up person, cheap to ask for: so many in each hour, more by day than at night, none on some days. */
import type { StepSource } from '../../../firmware-sim/pedometer/step-source.ts';
import type { Random } from '../../../runtime/random.ts';

const hourMs = 3_600_000;

/** From `startMs` on for `hours` hours; after that, at rest. */
export const walkOf = (random: Random, startMs: number, hours: number): StepSource => {
  const vigour = 200 + random.next() * 1_500;
  const until = new Float64Array(hours + 1);
  let isLazyDay = false;
  for (let hour = 0; hour < hours; hour++) {
    const ofDay = hour % 24;
    if (ofDay === 0) isLazyDay = random.next() < 0.1;
    const isAwake = ofDay >= 6 && ofDay <= 21;
    const steps = isLazyDay || !isAwake || random.next() < 0.25 ? 0 : Math.floor(vigour * random.next());
    until[hour + 1] = (until[hour] ?? 0) + steps;
  }
  return {
    stepsUntil: (wallMs) => {
      const at = Math.max(0, Math.min(hours, (wallMs - startMs) / hourMs));
      const hour = Math.floor(at);
      const before = until[hour] ?? 0;
      return before + Math.floor(((until[Math.min(hour + 1, hours)] ?? before) - before) * (at - hour));
    },
  };
};
