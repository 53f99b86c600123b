/** SHA-256 by node:crypto, for the rooms that tell by it whether bytes are still the same. */
import { hash } from 'node:crypto';

/** By way of text of one byte a character: a digest as a Buffer of its own costs more than hashing a page. */
export const sha256 = (bytes: Uint8Array): Uint8Array => Buffer.from(hash('sha256', bytes, 'latin1'), 'latin1');
