/** Promises of who may see a centre's screen. */
import { expect, test } from 'vitest';
import { isThisMachine } from './kiosk-guard.ts';

test('which machine asks is told by its address, whatever this one is called', () => {
  const from = (remoteAddress: string, localAddress: string) => isThisMachine({ remoteAddress, localAddress }, {});
  expect(from('127.0.0.1', '127.0.0.1')).toBe(true);
  expect(from('::ffff:127.0.0.1', '::ffff:127.0.0.1')).toBe(true);
  expect(from('::1', '::1')).toBe(true);
  expect(from('192.0.2.7', '192.0.2.7')).toBe(true);
  expect(from('192.0.2.20', '192.0.2.7')).toBe(false);
  expect(from('::ffff:192.0.2.20', '::ffff:192.0.2.7')).toBe(false);
  expect(isThisMachine({ remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }, { via: '1.1 proxy' })).toBe(false);
});
