/** Gateway secrets: 256 random bits, shown once and kept as a hash. So many bits need no slow hash against guessing. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;

/** A new secret: 43 characters that fit in a config file. */
export const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

/** 32 bytes. */
export const hashSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

/** Whether `secret` is the one behind `hash`; takes as long for a gateway that does not exist as for a wrong secret. */
export const isSecretOf = (hash: Uint8Array | undefined, secret: string): boolean => {
  const same = timingSafeEqual(hashSecret(secret), hash ?? new Uint8Array(secretBytes));
  return same && hash !== undefined;
};
