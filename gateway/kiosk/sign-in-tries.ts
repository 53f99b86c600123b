/**
 * Sign-in tries: how long whoever has typed a wrong PIN has to wait. Each address waits for its own mistakes, an hour at most. Those
 * of all together slow down only addresses from which nobody has signed in lately, and not for long: whoever has many addresses
 * must not guess faster for it, and must not lock the volunteers out either. Pure.
 */
import { z } from 'zod';

/** Wrong tries that nobody waits after: fingers slip. */
const freeTries = 5;
/** From however many addresses: a volunteer's mistakes do not add up to it. */
const freeTriesTogether = 20;
const firstWaitMs = 30_000;
const waitMsMax = 3_600_000;
/** Some three hundred tries on a day from all addresses there are: half of all PINs of six digits take years. */
const waitMsTogetherMax = 300_000;
/** A tablet is used every few days. */
const knownMs = 30 * 24 * 3_600_000;
/** More addresses than a centre has tablets; the longest unused is forgotten. */
const knownMax = 50;
/** Whoever stands at the gateway itself comes from nowhere else. */
const ownAddresses: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
/** One wrong try is forgotten in this time. */
const forgottenMs = 3_600_000;

/** `rightMs`: when somebody last signed in from there. */
const countSchema = z.strictObject({ wrong: z.number().min(0), atMs: z.number(), rightMs: z.number().optional() });
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
    Object.entries(tries).flatMap(([address, count]) => {
      if (left(count, nowMs) <= 0 && !isKnown(count, nowMs)) return [];
      const { wrong, atMs, rightMs } = count;
      const known = rightMs === undefined ? {} : { rightMs: Math.min(rightMs, nowMs) };
      return [[address, { wrong, atMs: Math.min(atMs, nowMs), ...known }]];
    }),
  );

/** Whether the clock was put back since. */
export const isAhead = (tries: SignInTries, nowMs: number): boolean =>
  Object.values(tries).some(({ atMs }) => atMs > nowMs);

/** Milliseconds until `address` may try; 0 for now. */
export const waitMsOf = (tries: SignInTries, address: string, nowMs: number): number => {
  const own = waitAfter(tries[address], nowMs, { free: freeTries, max: waitMsMax });
  if (ownAddresses.includes(address) || isKnown(tries[address], nowMs)) return own;
  return Math.max(own, waitAfter(tries[everybody], nowMs, { free: freeTriesTogether, max: waitMsTogetherMax }));
};

export const withWrongTry = (tries: SignInTries, address: string, nowMs: number): SignInTries => ({
  ...tries,
  [address]: oneMore(tries[address], nowMs),
  [everybody]: oneMore(tries[everybody], nowMs),
});

/** The last try of `address` was right after all: it is forgiven, and known from now on. */
export const withRightTry = (tries: SignInTries, address: string, nowMs: number): SignInTries => {
  const { [everybody]: together, ...rest } = tries;
  const known = knownOnly({ ...rest, [address]: { wrong: 0, atMs: nowMs, rightMs: nowMs } });
  if (together === undefined) return known;
  return { ...known, [everybody]: { ...together, wrong: Math.max(0, together.wrong - 1) } };
};

type Count = z.infer<typeof countSchema>;

const left = ({ wrong, atMs }: Count, nowMs: number): number =>
  Math.max(0, wrong - Math.max(0, nowMs - atMs) / forgottenMs);

const isKnown = (count: Count | undefined, nowMs: number): boolean =>
  count?.rightMs !== undefined && nowMs - count.rightMs < knownMs;

/** Without the signings in of all but the latest addresses. */
const knownOnly = (tries: SignInTries): SignInTries => {
  const rightMsOf = ({ rightMs = -Infinity }: Count): number => rightMs;
  const latest = Object.values(tries)
    .map(rightMsOf)
    .sort((a, b) => b - a);
  const oldestMs = latest[knownMax - 1] ?? -Infinity;
  return Object.fromEntries(
    Object.entries(tries).map(([address, count]) => {
      const { wrong, atMs } = count;
      return [address, rightMsOf(count) >= oldestMs ? count : { wrong, atMs }];
    }),
  );
};

const oneMore = (count: Count | undefined, nowMs: number): Count => ({
  ...count,
  wrong: (count === undefined ? 0 : left(count, nowMs)) + 1,
  atMs: nowMs,
});

const waitAfter = (
  count: Count | undefined,
  nowMs: number,
  { free, max }: { readonly free: number; readonly max: number },
): number => {
  if (count === undefined) return 0;
  const beyond = Math.ceil(left(count, nowMs)) - free;
  if (beyond < 0) return 0;
  return Math.max(0, count.atMs + Math.min(max, firstWaitMs * 2 ** beyond) - nowMs);
};
