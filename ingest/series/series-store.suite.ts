/** The one suite that every SeriesStore passes: a day written is read back as its slots, and writing it again replaces it. */
import { expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { stepsNotRecorded } from '../../contract/page.ts';
import { dateAfter, sampleDay, sampleDays, type SampleDay } from './sample-day.ts';
import type { SeriesStore } from './series-store.ts';

export interface SuiteSubject {
  /** The store, started. */
  readonly store: () => SeriesStore;
  /** How to read where the server at hand cannot be read by the adapter's own `read`. */
  readonly read?: SeriesStore['read'];
  /** False where the server at hand keeps both of two points of equal time: then nothing can be promised about rewriting. */
  readonly replaces: boolean;
}

const date = '2026-11-20';
const hourSeconds = 3600;

export const seriesStoreSuite = (subject: SuiteSubject): void => {
  const write = async (...days: readonly SampleDay[]): Promise<void> => {
    expect(await subject.store().write(days.map(sampleDay))).toEqual({ kind: 'written' });
  };
  /** [date, seconds after its midnight, steps] per slot. */
  const read = async (
    device: string,
    from = date,
    to = from,
  ): Promise<readonly (readonly [string, number, number])[]> => {
    const reader = subject.read ?? ((...range: Parameters<SeriesStore['read']>) => subject.store().read(...range));
    const slots = await reader(device as DeviceSerial, from as PlainDateText, to as PlainDateText);
    return slots.map(({ startMs, steps }) => {
      const day = sampleDays.at(startMs);
      return [day.date, (startMs - day.startMs) / 1000, steps];
    });
  };

  test('a day is read back as the slots that hold data', async () => {
    await write({ device: 'S-1', date, participant: 'P-1', steps: [0, 12, stepsNotRecorded, 6789] });
    expect(await read('S-1')).toEqual([
      [date, 0, 0],
      [date, hourSeconds, 12],
      [date, 3 * hourSeconds, 6789],
    ]);
  });

  test('the last slot before midnight is in its own date and in no other', async () => {
    const steps = Array.from({ length: 24 }, (_, hour) => hour);
    await write({ device: 'S-2', date, steps }, { device: 'S-2', date: dateAfter(date, 1), steps: [500] });
    expect(await read('S-2')).toHaveLength(24);
    expect((await read('S-2')).at(-1)).toEqual([date, 23 * hourSeconds, 23]);
    expect(await read('S-2', dateAfter(date, 1))).toEqual([[dateAfter(date, 1), 0, 500]]);
  });

  test('a range of dates comes by time, whatever the order of writing', async () => {
    for (const days of [2, 0, 1]) await write({ device: 'S-3', date: dateAfter(date, days), steps: [days] });
    expect(await read('S-3', date, dateAfter(date, 1))).toEqual([
      [date, 0, 0],
      [dateAfter(date, 1), 0, 1],
    ]);
  });

  test('pedometers are told apart, held by the same person or by nobody', async () => {
    await write(
      { device: 'S-4', date, participant: 'P-4', steps: [1] },
      { device: 'S_4', date, participant: 'P-4', steps: [2] },
      { device: 's-4', date, steps: [3] },
    );
    expect([await read('S-4'), await read('S_4'), await read('s-4')].map((slots) => slots[0]?.[2])).toEqual([1, 2, 3]);
    expect(await read('S-5')).toEqual([]);
  });

  test('a day of minutes keeps every minute, and says how long its slots are', async () => {
    const steps = Array.from({ length: 1440 }, (_, minute) => minute % 100);
    await write({ device: 'S-6', date, bucketSeconds: 60, steps });
    const slots = await read('S-6');
    expect(slots.map((slot) => slot[2])).toEqual(steps);
    expect(slots[1]?.[1]).toBe(60);
    if (subject.read === undefined) {
      const [first] = await subject.store().read('S-6' as DeviceSerial, date as PlainDateText, date as PlainDateText);
      expect(first?.seconds).toBe(60);
    }
  });

  test('more days than fit in one request all arrive', async () => {
    const days = Array.from({ length: 300 }, (_, i) => ({
      device: 'S-7',
      date: dateAfter('2026-01-01', i),
      participant: 'P-7',
      steps: Array.from({ length: 24 }, () => i),
    }));
    await write(...days);
    const slots = await read('S-7', '2026-01-01', '2026-12-31');
    expect(slots).toHaveLength(7200);
    expect(slots.reduce((sum, [, , steps]) => sum + steps, 0)).toBe(24 * ((300 * 299) / 2));
  });

  test('undated buckets and empty days are written as nothing', async () => {
    await write();
    await write({ device: 'S-8', date: '', steps: [5] }, { device: 'S-8', date, steps: [] });
    expect(await read('S-8', '1970-01-01', '2027-01-01')).toEqual([]);
  });

  if (!subject.replaces) return;

  test('writing the same day twice is writing it once', async () => {
    const day: SampleDay = { device: 'S-9', date, participant: 'P-9', steps: [1, 2, 3] };
    await write(day);
    await write(day, day);
    expect(await read('S-9')).toEqual([1, 2, 3].map((steps, hour) => [date, hour * hourSeconds, steps]));
  });

  test('a day that grew shows its new counts', async () => {
    await write({ device: 'S-10', date, participant: 'P-10', steps: [1, 2] });
    await write({ device: 'S-10', date, participant: 'P-10', steps: [1, 20, 300] });
    expect((await read('S-10')).map(([, , steps]) => steps)).toEqual([1, 20, 300]);
  });

  test('a day that was dated anew leaves nothing in its old slots, and its neighbours alone', async () => {
    const steps = [10, 20, 30];
    const neighbours = [-1, 1].map((days) => ({ device: 'S-11', date: dateAfter(date, days), steps: [7] }));
    await write(...neighbours, { device: 'S-11', date, steps }, { device: 'S-11b', date, steps });
    await write({ device: 'S-11', date, fromSeconds: 2 * hourSeconds, steps, moved: true });
    expect(await read('S-11')).toEqual(steps.map((count, i) => [date, (i + 2) * hourSeconds, count]));
    expect(await read('S-11', dateAfter(date, -1), dateAfter(date, 1))).toHaveLength(5);
    expect(await read('S-11b')).toHaveLength(3);
  });

  test('a day that goes to another person, or to a finer grid, is not counted twice', async () => {
    await write({ device: 'S-12', date, participant: 'P-12', steps: [100] });
    await write({ device: 'S-12', date, participant: 'P-13', steps: [100], moved: true });
    expect(await read('S-12')).toEqual([[date, 0, 100]]);
    await write({ device: 'S-12', date, steps: [100], bucketSeconds: 1800, moved: true });
    expect(await read('S-12')).toEqual([[date, 0, 100]]);
  });

  test('a day from which everything was taken is empty, in the same batch as days that move in', async () => {
    const next = dateAfter(date, 1);
    await write({ device: 'S-13', date, steps: [9, 9] });
    await write(
      { device: 'S-13', date, steps: [], moved: true },
      { device: 'S-13', date: next, steps: [9, 9], moved: true },
    );
    expect(await read('S-13', date, next)).toEqual([0, 1].map((hour) => [next, hour * hourSeconds, 9]));
  });

  test('a day has its sum as a point of its own, which goes and comes with it', async () => {
    const whole = async (from = date): Promise<readonly (readonly [string, number])[]> => {
      const held = await subject.store().held(['S-14' as DeviceSerial], from as PlainDateText, from as PlainDateText);
      return held
        .filter(({ seconds }) => seconds === 'day')
        .map(({ startMs, steps }) => [sampleDays.at(startMs).date, steps]);
    };
    await write({ device: 'S-14', date, steps: [1, 2], fromSeconds: 3 * hourSeconds });
    expect(await whole()).toEqual([[date, 3]]);
    await write({ device: 'S-14', date, steps: [1, 2, 30], fromSeconds: 3 * hourSeconds });
    expect(await whole()).toEqual([[date, 33]]);
    const next = dateAfter(date, 1);
    await write(
      { device: 'S-14', date, steps: [], moved: true },
      { device: 'S-14', date: next, steps: [33], moved: true },
    );
    expect([await whole(), await whole(next)]).toEqual([[], [[next, 33]]]);
  });

  test('everything held of several pedometers comes in one answer, and every pedometer is known', async () => {
    await write({ device: 'S-15', date, steps: [1] }, { device: 'S-16', date, steps: [2, 3] });
    const both = ['S-15' as DeviceSerial, 'S-16' as DeviceSerial];
    const held = await subject.store().held(both, date as PlainDateText, date as PlainDateText);
    const brief = held.map(({ device, seconds, steps }) => `${device} ${seconds} ${steps}`);
    expect(brief.sort()).toEqual(['S-15 3600 1', 'S-15 day 1', 'S-16 3600 2', 'S-16 3600 3', 'S-16 day 5']);
    const devices = await subject.store().devices();
    expect(devices).toEqual(expect.arrayContaining(['S-15', 'S-16']));
    expect(new Set(devices).size).toBe(devices.length);
  });
};
