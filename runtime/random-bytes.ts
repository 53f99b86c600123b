/** Random bytes: chance that nobody can guess, as an argument, for secrets and for what stands on printed codes. */
import { randomBytes } from 'node:crypto';

/** As many bytes as asked for, each as likely as any other. */
export type RandomBytes = (length: number) => Uint8Array;

export const systemBytes: RandomBytes = (length) => randomBytes(length);
