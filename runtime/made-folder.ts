/** Made folder: a folder that is there when this returns, or a sentence on why it cannot be. */
import { mkdirSync, statSync } from 'node:fs';
import { OperatorError, messageOf } from './fault.ts';

/** Makes it, and what it lies in, for its owner only where it is missing. Throws OperatorError `folder-unusable`. */
export const makeFolder = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) throw unusable(path, 'it is a file');
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unusable(path, messageOf(cause), cause);
  }
};

const unusable = (path: string, why: string, cause?: unknown): OperatorError =>
  new OperatorError(
    'folder-unusable',
    `Cannot make the folder ${path}: ${why}`,
    'Name a folder that this user may write in.',
    { cause },
  );
