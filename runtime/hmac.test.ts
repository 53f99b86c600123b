/** HMAC made of two hashes is the one everybody else makes. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { hmacSha256 } from './hmac.ts';
import { seededRandom } from './random.ts';

test('HMAC-SHA-256 is what node:crypto makes of keys and messages of every length, whatever came before', () => {
  const random = seededRandom(6);
  const bytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(random.next() * 256));
  for (const keyBytes of [0, 1, 32, 63, 64, 65, 200]) {
    for (const messageBytes of [0, 1, 50, 64, 119, 1023, 1024, 1025, 5000]) {
      const [key, message] = [bytes(keyBytes), bytes(messageBytes)];
      const wanted = createHmac('sha256', key).update(message).digest('hex');
      expect(hmacSha256(key, message).toHex(), `${keyBytes} ${messageBytes}`).toBe(wanted);
    }
  }
});
