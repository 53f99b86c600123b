/** HMAC-SHA-256 by node:crypto, for the rooms that sign and verify pages. */
import { createHmac } from 'node:crypto';

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  createHmac('sha256', key).update(message).digest();
