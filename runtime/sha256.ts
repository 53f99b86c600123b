/** SHA-256 by node:crypto, for the rooms that tell by it whether bytes are still the same. */
import { hash } from 'node:crypto';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
