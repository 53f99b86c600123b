/** Secret file: what a gateway reads of keys and certificates, and of what only its own user may read. */
import { readFileSync, statSync } from 'node:fs';
import { OperatorError, messageOf } from '../runtime/fault.ts';

const othersMayRead = 0o077;

/** Throws OperatorError `credentials-unreadable`, or `credentials-open` where it can be read by others. */
export const readSecretFile = (path: string): Buffer => {
  const secret = readCredentialFile(path);
  if ((statSync(path).mode & othersMayRead) === 0) return secret;
  throw new OperatorError('credentials-open', `${path} can be read by other users`, `Run: chmod 600 ${path}`);
};

/** Throws OperatorError `credentials-unreadable`. */
export const readCredentialFile = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError(
      'credentials-unreadable',
      `Cannot read ${path}: ${messageOf(cause)}`,
      'Check the path in the config and that this user may read the file.',
      { cause },
    );
  }
};
