/** Current Time and Local Time Information: what the gateway writes so that a pedometer's display shows the right clock (docs/wire.md §1.1). */
import { decoded, fault, viewOf, type Decoded } from './decoded.ts';

/** Adjust reason: an external reference told us the time. */
const adjustedByReference = 0x02;

/** The 10 bytes of 2A2B in the local time of `moment`. */
export const encodeCurrentTime = (moment: Temporal.ZonedDateTime): Uint8Array => {
  const bytes = new Uint8Array(10);
  const view = viewOf(bytes);
  view.setUint16(0, moment.year, true);
  bytes.set([moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.dayOfWeek], 2);
  view.setUint8(8, Math.floor((moment.millisecond * 256) / 1000));
  view.setUint8(9, adjustedByReference);
  return bytes;
};

export const decodeCurrentTime = (
  bytes: Uint8Array,
): Decoded<Temporal.PlainDateTime, 'wrong-length' | 'no-such-time'> => {
  if (bytes.byteLength !== 10) return fault('wrong-length');
  const view = viewOf(bytes);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = bytes.subarray(2, 7);
  const year = view.getUint16(0, true);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 || year < 1582) {
    return fault('no-such-time');
  }
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return fault('no-such-time');
  return decoded(Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }));
};

/** The 2 bytes of 2A0F: zone in quarter hours (Japan +36), daylight saving 0. */
export const encodeLocalTime = (moment: Temporal.ZonedDateTime): Uint8Array => {
  const quarterHours = Math.round(moment.offsetNanoseconds / 900e9);
  const bytes = new Uint8Array(2);
  viewOf(bytes).setInt8(0, quarterHours);
  return bytes;
};
