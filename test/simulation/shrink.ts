/** Shrinking: takes out of a plan that goes wrong whatever it goes wrong without, until only what it takes is left. */
import type { PromiseKept } from './checkers/wrong.ts';
import type { Plan } from './world/plan.ts';

/** What a plan breaks; empty where all is well. */
export type Breaks = (plan: Plan) => Promise<readonly PromiseKept[]>;

/** A smaller plan that breaks the same promise, found in at most `triesMost` runs. */
export const shrink = async (plan: Plan, breaks: Breaks, triesMost: number): Promise<Plan> => {
  const [promise] = await breaks(plan);
  if (promise === undefined) return plan;
  let smallest = plan;
  let tries = 0;
  const isStillWrong = async (candidate: Plan): Promise<boolean> => {
    tries += 1;
    return (await breaks(candidate)).includes(promise);
  };
  for (const candidate of fewerDevices(plan)) {
    if (tries < triesMost && (await isStillWrong(candidate))) smallest = candidate;
  }
  for (let size = Math.ceil(smallest.happenings.length / 2); size >= 1 && tries < triesMost;) {
    const smaller = await withoutSome(smallest, size, isStillWrong, () => tries < triesMost);
    if (smaller.happenings.length === smallest.happenings.length) size = size === 1 ? 0 : Math.ceil(size / 2);
    smallest = smaller;
  }
  return smallest;
};

/** All that happens to one pedometer is left out. */
const fewerDevices = (plan: Plan): readonly Plan[] =>
  plan.town.devices.map(({ serial }) => ({
    ...plan,
    happenings: plan.happenings.filter((happening) => !('device' in happening) || happening.device === serial),
  }));

const withoutSome = async (
  plan: Plan,
  size: number,
  isStillWrong: (candidate: Plan) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<Plan> => {
  let smallest = plan;
  for (let at = 0; at < smallest.happenings.length && mayTry();) {
    const candidate = { ...smallest, happenings: smallest.happenings.toSpliced(at, size) };
    if (await isStillWrong(candidate)) smallest = candidate;
    else at += size;
  }
  return smallest;
};
