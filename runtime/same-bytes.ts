/** Same bytes: compares signatures in a time that tells nothing about where they differ. */
import { timingSafeEqual } from 'node:crypto';

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
