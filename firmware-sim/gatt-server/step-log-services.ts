/** Step Log services: the pedometer's attributes as bleno is to serve them (docs/wire.md §1.1, §1.3–§1.6). */
import type { Bleno, Characteristic, CharacteristicOptions, PrimaryService } from '@stoprocent/bleno';
import { decodeCurrentTime } from '../../contract/current-time.ts';
import { viewOf } from '../../contract/decoded.ts';
import {
  attError,
  batteryUuid,
  currentTimeUuid,
  deviceInformationUuid,
  stepLogModel,
  stepLogUuid,
} from '../../contract/gatt.ts';
import { decodeReceiptSequence } from '../../contract/record-access.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import type { GattLink } from './gatt-link.ts';

export const simulatedFirmware = '1.2.0';
export const simulatedManufacturer = 'Ayumi';

/** From −12 to +14 hours; −128 says "not known". */
const zoneQuarterHours = { least: -48, most: 56, unknown: -128 } as const;

export interface ServedPedometer {
  readonly pedometer: Pedometer;
  /** The connection there is, if there is one. */
  readonly link: () => GattLink | undefined;
  readonly receipted: (sequence: number) => void;
}

/** For `bleno.setServices`. */
export const stepLogServices = (bleno: Bleno, served: ServedPedometer): readonly PrimaryService[] => {
  const service = (uuid: string, characteristics: readonly CharacteristicOptions[]): PrimaryService =>
    new bleno.PrimaryService({
      uuid,
      characteristics: characteristics.map((each): Characteristic => new bleno.Characteristic(each)),
    });
  return [
    service(stepLogUuid.service, stepLog(bleno, served)),
    service(deviceInformationUuid.service, deviceInformation(served.pedometer)),
    service(batteryUuid.service, [battery(bleno, served)]),
    service(currentTimeUuid.service, displayTime(bleno, served)),
  ];
};

const stepLog = (bleno: Bleno, served: ServedPedometer): readonly CharacteristicOptions[] => [
  {
    uuid: stepLogUuid.status,
    properties: ['read'],
    onReadRequest: (_handle, offset, reply) =>
      served.link()?.answer(() => {
        const status = served.link()?.statusFrom(offset);
        if (status === undefined) reply(bleno.Characteristic.RESULT_INVALID_OFFSET);
        else reply(bleno.Characteristic.RESULT_SUCCESS, Buffer.from(status));
      }),
  },
  {
    uuid: stepLogUuid.page,
    properties: ['notify'],
    onSubscribe: (_handle, _size, update) => {
      const link = served.link();
      if (link !== undefined) link.notifyPage = (value) => update(Buffer.from(value));
    },
    onUnsubscribe: () => {
      const link = served.link();
      if (link !== undefined) link.notifyPage = undefined;
    },
  },
  {
    uuid: stepLogUuid.recordAccess,
    properties: ['write', 'indicate'],
    onWriteRequest: (_handle, data, _offset, _withoutResponse, reply) =>
      served.link()?.answer(() => served.link()?.request(data, reply)),
    onSubscribe: (_handle, _size, update) => {
      const link = served.link();
      if (link !== undefined) link.indicateResponse = (value) => update(Buffer.from(value));
    },
    onUnsubscribe: () => {
      const link = served.link();
      if (link !== undefined) link.indicateResponse = undefined;
    },
    onIndicate: () => served.link()?.confirmed(),
  },
  written(served, stepLogUuid.receipt, (data) => takeReceipt(bleno, served, data)),
];

const takeReceipt = (bleno: Bleno, served: ServedPedometer, data: Uint8Array): number => {
  const sequence = decodeReceiptSequence(data);
  if (sequence.kind === 'fault') return bleno.Characteristic.RESULT_INVALID_ATTRIBUTE_LENGTH;
  if (served.pedometer.takeReceipt(sequence.value) === 'out-of-range') return attError.outOfRange;
  served.receipted(sequence.value);
  return bleno.Characteristic.RESULT_SUCCESS;
};

const deviceInformation = (pedometer: Pedometer): readonly CharacteristicOptions[] => {
  const texts: readonly (readonly [string, string])[] = [
    [deviceInformationUuid.serial, pedometer.serial],
    [deviceInformationUuid.model, stepLogModel],
    [deviceInformationUuid.firmware, simulatedFirmware],
    [deviceInformationUuid.manufacturer, simulatedManufacturer],
  ];
  return texts.map(([uuid, text]) => ({ uuid, properties: ['read'], value: Buffer.from(text) }));
};

const battery = (bleno: Bleno, served: ServedPedometer): CharacteristicOptions => ({
  uuid: batteryUuid.level,
  properties: ['read'],
  onReadRequest: (_handle, _offset, reply) =>
    served
      .link()
      ?.answer(() => reply(bleno.Characteristic.RESULT_SUCCESS, Buffer.of(served.pedometer.batteryPercent()))),
});

const displayTime = (bleno: Bleno, served: ServedPedometer): readonly CharacteristicOptions[] => [
  written(served, currentTimeUuid.currentTime, (data) => {
    const time = decodeCurrentTime(data);
    if (time.kind === 'decoded') served.pedometer.setDisplayClock(time.value);
    else if (time.fault === 'wrong-length') return bleno.Characteristic.RESULT_INVALID_ATTRIBUTE_LENGTH;
    else return attError.outOfRange;
    return bleno.Characteristic.RESULT_SUCCESS;
  }),
  written(served, currentTimeUuid.localTime, (data) => {
    if (data.byteLength !== 2) return bleno.Characteristic.RESULT_INVALID_ATTRIBUTE_LENGTH;
    const zone = viewOf(data).getInt8(0);
    if (zone === zoneQuarterHours.unknown) return bleno.Characteristic.RESULT_SUCCESS;
    if (zone < zoneQuarterHours.least || zone > zoneQuarterHours.most) return attError.outOfRange;
    served.pedometer.setDisplayZone(zone);
    return bleno.Characteristic.RESULT_SUCCESS;
  }),
];

/** A characteristic that is only written, with response; `take` answers 0 or the ATT error. */
const written = (served: ServedPedometer, uuid: string, take: (data: Uint8Array) => number): CharacteristicOptions => ({
  uuid,
  properties: ['write'],
  onWriteRequest: (_handle, data, _offset, _withoutResponse, reply) => served.link()?.answer(() => reply(take(data))),
});
