/** SeriesDifference: a day as the blocks have it beside the day as a store holds it. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { HeldSlot } from './series-store.ts';

/** How many of a pedometer's points of one date are not there, say something else, or should not be there. */
export interface SeriesDifference {
  readonly device: string;
  readonly date: PlainDateText;
  readonly missing: number;
  readonly different: number;
  readonly surplus: number;
}

/** Undefined where the day is held as it is wanted. Two points of one slot are one too many, whatever they say. */
export const differenceOf = (
  device: string,
  date: PlainDateText,
  wanted: readonly HeldSlot[],
  held: readonly HeldSlot[],
): SeriesDifference | undefined => {
  const left = new Map(wanted.map((slot) => [keyOf(slot), slot.steps]));
  const seen = new Map<string, number>();
  let surplus = 0;
  for (const slot of held) {
    const key = keyOf(slot);
    if (!left.has(key) || seen.has(key)) surplus++;
    else seen.set(key, slot.steps);
  }
  let missing = 0;
  let different = 0;
  for (const [key, steps] of left) {
    const there = seen.get(key);
    if (there === undefined) missing++;
    else if (there !== steps) different++;
  }
  return missing + different + surplus === 0 ? undefined : { device, date, missing, different, surplus };
};

const keyOf = ({ startMs, seconds }: HeldSlot): string => `${startMs} ${seconds}`;
