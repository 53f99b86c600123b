/** Promises of finding: what a scanner, a thumb and a Japanese input method make of a number comes to the same. */
import { expect, test } from 'vitest';
import { inventDevices, inventedParticipant, inventedSerial, inventPeople } from '../../fixture/volunteer-devices.ts';
import { findDevice } from './find-device.ts';
import { findParticipant } from './find-participant.ts';

const devices = inventDevices(0);
const people = inventPeople();

test.each(['12', '１２', ' 12 ', '12番', 'No. 12', '012', 'AYMD.AYM-000012', 'aymd.AYM-000012', 'AYM-000012'])(
  '「%s」 is pedometer 12',
  (typed) => {
    expect(findDevice(typed, devices)).toMatchObject({ kind: 'found', device: { serial: inventedSerial(12) } });
  },
);

test('the number on the sticker goes before the end of a serial number', () => {
  expect(findDevice('2', devices)).toMatchObject({ kind: 'found', device: { label: '2' } });
});

test('several with one number are offered', () => {
  const twins = devices.map((device) => (device.label === '13' ? { ...device, label: '12' } : device));
  expect(findDevice('12', twins)).toMatchObject({ kind: 'several', devices: [{ label: '12' }, { label: '12' }] });
  expect(findDevice('000013', twins)).toMatchObject({ kind: 'found', device: { serial: inventedSerial(13) } });
});

test('a number nobody has, a card and nothing at all are told apart', () => {
  expect(findDevice('99', devices)).toEqual({ kind: 'none', text: '99' });
  expect(findDevice('AYMD.AYM-999999', devices)).toEqual({ kind: 'none', text: 'AYM-999999' });
  expect(findDevice('AYMP.P-0001', devices)).toEqual({ kind: 'card' });
  expect(findDevice(' ', devices)).toEqual({ kind: 'empty' });
});

test.each(['1', '１', '0001', 'P-0001', 'p-0001', 'Ｐ－０００１', 'AYMP.P-0001', '1番'])(
  '「%s」 is P-0001',
  (typed) => {
    expect(findParticipant(typed, people)).toEqual({ kind: 'found', participant: inventedParticipant(1) });
  },
);

test('a number of another centre is written as the ones that are known, and taken with a warning', () => {
  expect(findParticipant('77', people)).toEqual({ kind: 'unknown', participant: inventedParticipant(77) });
  expect(findParticipant('AYMP.Q-5', people)).toMatchObject({ kind: 'unknown', participant: 'Q-5' });
});

test('the same figures in two numbers are asked about', () => {
  const known = [...people, { id: inventedParticipant(1), nickname: null }].map((each, index) =>
    index === people.length ? { ...each, id: 'Q-1' as typeof each.id } : each,
  );
  expect(findParticipant('1', known)).toEqual({ kind: 'several', participants: ['P-0001', 'Q-1'] });
});

test('a sticker and what cannot be a number are told apart', () => {
  expect(findParticipant('AYMD.AYM-000012', people)).toEqual({ kind: 'sticker' });
  expect(findParticipant('さくら', people)).toMatchObject({ kind: 'unreadable' });
});
