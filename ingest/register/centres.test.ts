/** Promises of centres and gateways at the desk: counted, named, and a secret shown once and kept by nobody. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { anna, dayMs, device, gateway } from '../sample-cloud.ts';
import { refusalsOf, SampleRegister } from './sample-register.ts';

test('counts what each centre has, and adds and renames one', () => {
  using desk = new SampleRegister();
  desk.registry.lend(device.serial, anna, desk.sample.nowMs - dayMs);
  expect(desk.change('addCentre', { id: 'east', name: '東公民館' })).toMatchObject({ kind: 'saved', id: 'east' });
  desk.change('editCentre', { name: '北交流センター' }, 'north');
  expect(desk.ask('centres').centres).toEqual([
    { id: 'east', name: '東公民館', participants: 0, pedometers: 0, onLoan: 0, gateways: 0 },
    { id: 'north', name: '北交流センター', participants: 2, pedometers: 2, onLoan: 1, gateways: 1 },
    { id: 'south', name: '南公民館', participants: 0, pedometers: 0, onLoan: 0, gateways: 1 },
  ]);
  expect(refusalsOf(desk.change('addCentre', { id: 'east', name: 'もう一つ' }))).toEqual(['id-taken']);
  expect(refusalsOf(desk.change('editCentre', { name: '東公民館' }, 'east'))).toEqual(['nothing-to-change']);
  expect(() => desk.change('editCentre', { name: 'どこか' }, 'nowhere')).toThrow(/unknown-centre/);
});

test('shows a gateway’s secret once, answers the same request without it, and keeps it nowhere', () => {
  using desk = new SampleRegister();
  const body = { id: 'gw-9', centre: 'south', requestId: randomUUID() };
  const added = desk.change('addGateway', body);
  const secret = added.kind === 'saved' ? (added.secret ?? '') : '';
  const gw9 = gatewayIdSchema.parse('gw-9');
  expect(desk.registry.checkGateway(gw9, secret)).toBe(true);
  expect(desk.change('addGateway', body)).toEqual({ ...added, secret: null });
  const kept = desk.store.database.prepare('SELECT * FROM register_request').all();
  expect(JSON.stringify(kept)).not.toContain(secret);
  const renewed = desk.change('renewGateway', { reason: '紙をなくした' }, 'gw-9');
  expect(desk.registry.checkGateway(gw9, secret)).toBe(false);
  expect(desk.registry.checkGateway(gw9, renewed.kind === 'saved' ? (renewed.secret ?? '') : '')).toBe(true);
  expect(desk.ask('changes').changes.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['secret', 'gw-9'],
    ['added', 'gw-9'],
  ]);
});

test('refuses a gateway twice, at no centre, or that is not there; and moves one', () => {
  using desk = new SampleRegister();
  expect(refusalsOf(desk.change('addGateway', { id: gateway, centre: 'south' }))).toEqual(['id-taken']);
  expect(refusalsOf(desk.change('addGateway', { id: 'gw-9', centre: 'nowhere' }))).toEqual(['unknown-centre']);
  expect(() => desk.change('renewGateway', {}, 'gw-9')).toThrow(/unknown-gateway/);
  desk.change('editGateway', { centre: 'south' }, gateway);
  expect(desk.ask('gateways').gateways).toMatchObject([
    { id: 'gw-1', centre: { id: 'south', name: '南公民館' }, state: 'unknown', since: null, health: null },
    { id: 'gw-2', centre: { id: 'south' } },
  ]);
});
