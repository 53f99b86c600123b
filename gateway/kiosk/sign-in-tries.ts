/** Sign-in tries: how long whoever has typed a wrong PIN has to wait, by address and all together. Pure. */
import { z } from 'zod';

/** Wrong tries that nobody waits after: fingers slip. */
const freeTries = 5;
/** From however many addresses: a volunteer's mistakes do not add up to it. */
const freeTriesTogether = 20;
const firstWaitMs = 30_000;
const waitMsMax = 3_600_000;
/** One wrong try is forgotten in this time. */
const forgottenMs = 3_600_000;

const countSchema = z.strictObject({ wrong: z.number().min(0), atMs: z.number() });
const signInTriesSchema = z.record(z.string(), countSchema);
/** By address; `everybody` is all of them. */
export type SignInTries = Readonly<z.infer<typeof signInTriesSchema>>;

const everybody = 'everybody';

/** What the disk has spoilt is forgotten, as everything is in time. */
export const readTries = (text: string | undefined): SignInTries => {
  if (text === undefined) return {};
  try {
    const tries = signInTriesSchema.safeParse(JSON.parse(text));
    return tries.success ? tries.data : {};
  } catch {
    return {};
  }
};

/** As it is at `nowMs`. A clock that was put back starts all waits anew, or they would not end. */
export const triesAt = (tries: SignInTries, nowMs: number): SignInTries =>
  Object.fromEntries(
    Object.entries(tries).flatMap(([address, { wrong, atMs }]) => {
      const left = wrong - Math.max(0, nowMs - atMs) / forgottenMs;
      return left <= 0 ? [] : [[address, { wrong, atMs: Math.min(atMs, nowMs) }]];
    }),
  );

/** Whether the clock was put back since. */
export const isAhead = (tries: SignInTries, nowMs: number): boolean =>
  Object.values(tries).some(({ atMs }) => atMs > nowMs);

/** Milliseconds until `address` may try; 0 for now. */
export const waitMsOf = (tries: SignInTries, address: string, nowMs: number): number =>
  Math.max(waitAfter(tries[address], freeTries, nowMs), waitAfter(tries[everybody], freeTriesTogether, nowMs));

export const withWrongTry = (tries: SignInTries, address: string, nowMs: number): SignInTries => ({
  ...tries,
  [address]: oneMore(tries[address], nowMs),
  [everybody]: oneMore(tries[everybody], nowMs),
});

/** The last try of `address` was right after all. */
export const withoutTry = (tries: SignInTries, address: string): SignInTries => {
  const { [everybody]: together, ...rest } = tries;
  const others = Object.fromEntries(Object.entries(rest).filter(([other]) => other !== address));
  if (together === undefined) return others;
  return { ...others, [everybody]: { ...together, wrong: Math.max(0, together.wrong - 1) } };
};

type Count = z.infer<typeof countSchema>;

const left = ({ wrong, atMs }: Count, nowMs: number): number =>
  Math.max(0, wrong - Math.max(0, nowMs - atMs) / forgottenMs);

const oneMore = (count: Count | undefined, nowMs: number): Count => ({
  wrong: (count === undefined ? 0 : left(count, nowMs)) + 1,
  atMs: nowMs,
});

const waitAfter = (count: Count | undefined, free: number, nowMs: number): number => {
  if (count === undefined) return 0;
  const beyond = Math.ceil(left(count, nowMs)) - free;
  if (beyond < 0) return 0;
  return Math.max(0, count.atMs + Math.min(waitMsMax, firstWaitMs * 2 ** beyond) - nowMs);
};
