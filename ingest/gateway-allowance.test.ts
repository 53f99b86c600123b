/** The allowance never stops a gateway that does its work, and always one that does not end. */
import { describe, expect, test } from 'vitest';
import { gatewayIdSchema } from '../contract/ids.ts';
import { GatewayAllowance, gatewaysMax } from './gateway-allowance.ts';

const gateway = gatewayIdSchema.parse('gw-1');
const hourMs = 3_600_000;
const megabyte = 1024 * 1024;
const limits = { burstBytes: 10 * megabyte, bytesPerHour: megabyte };

describe('a gateway’s allowance', () => {
  test('is there at once after a quiet time, and comes back by the hour', () => {
    const allowance = new GatewayAllowance(limits);
    for (let sent = 0; sent < 10; sent++) allowance.spend(gateway, megabyte, 0);
    expect(allowance.waitMs(gateway, 0)).toBeGreaterThan(0);
    expect(allowance.exhausted(0)).toEqual([gateway]);
    expect(allowance.waitMs(gateway, hourMs)).toBe(0);
    expect(allowance.waitMs(gatewayIdSchema.parse('gw-2'), 0)).toBe(0);
  });

  test('grows no further than it was, however long nothing came', () => {
    const allowance = new GatewayAllowance(limits);
    allowance.spend(gateway, megabyte, 0);
    for (let sent = 0; sent < 10; sent++) allowance.spend(gateway, megabyte, 1000 * hourMs);
    expect(allowance.waitMs(gateway, 1000 * hourMs)).toBeGreaterThan(0);
  });

  test('is used up by small messages too: each is a row for ever', () => {
    const allowance = new GatewayAllowance(limits);
    let sent = 0;
    for (; allowance.waitMs(gateway, 0) === 0; sent++) allowance.spend(gateway, 1, 0);
    expect(sent).toBe((10 * megabyte) / 2048);
  });

  test('is remembered of so many and no more, however many names somebody makes up; of whoever sends it stays', () => {
    const allowance = new GatewayAllowance(limits);
    for (let name = 0; name < 2 * gatewaysMax; name++) {
      allowance.spend(gatewayIdSchema.parse(`made-up-${name}`), 1, 0);
      if (name % 1000 === 0) allowance.spend(gateway, megabyte, 0);
    }
    expect(allowance.size).toBe(gatewaysMax);
    expect(allowance.waitMs(gateway, 0)).toBeGreaterThan(0);
  });

  test('by default lets a month of two hundred pedometers in at once', () => {
    const allowance = new GatewayAllowance();
    const visits = 200 * 30;
    for (let sent = 0; sent < visits; sent++) allowance.spend(gateway, 2_000, 0);
    expect(allowance.waitMs(gateway, 0)).toBe(0);
  });
});
