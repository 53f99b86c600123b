/** Expecting that all is right: a trial's end holds what was walked, day by day and point by point, and breaks no promise. */
import { deepStrictEqual } from 'node:assert';
import type { TrialEnd } from '../trial.ts';

/** Throws the difference with the story that led to it. */
export const expectAllIsRight = ({ found, walked, story }: TrialEnd): void => {
  try {
    deepStrictEqual(found, walked);
  } catch (error) {
    throw new Error(`not what was walked, after:\n${story}`, { cause: error });
  }
};
