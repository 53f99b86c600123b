/** Programme problems: texts of programme files with something changed, and what is then wrong with them. For this folder's tests. */
import { expect } from 'vitest';
import { checkConfig } from '../../runtime/config.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { programmeFileSchema } from './programme-file.ts';

/** What is wrong with the text of a programme file, each with its place. */
export const problemsOf = (text: string): readonly string[] => {
  try {
    checkConfig(text, 'programme.yaml', programmeFileSchema);
    return [];
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace('  - ', ''));
  }
};

/** `text` with a change that must be there to be made. */
export const changed = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
