/** Promises that no bucket is counted twice and none declared lost that is not, whatever a gateway sends of genuine pages. */
import { describe, expect, it } from 'vitest';
import type { VisitReport } from '../contract/batch.ts';
import { signPage } from '../contract/page.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { date, dayMs, device, firstDayMs, hourMs, openCloud, sum } from './sample-cloud.ts';

const page = (first: number, steps: readonly number[], epoch = 1, lastOpen = false): string =>
  signPage(
    {
      lastOpen,
      epoch,
      firstSequence: first,
      startSeconds: first * 3600,
      bucketSeconds: 3600,
      steps: Uint16Array.from(steps),
    },
    device.key,
    device.serial,
    hmacSha256,
  ).toBase64();

const visit = (
  atMs: number,
  uptime: number,
  pages: readonly string[],
  more: Partial<VisitReport> = {},
): VisitReport => ({
  id: `v-${atMs}`,
  device: device.serial,
  model: 'steplog-1',
  startedAt: new Date(atMs).toISOString(),
  endedAt: new Date(atMs + 300).toISOString(),
  stamp: { gateway: Math.round(atMs), trusted: true, epoch: 1, uptime },
  lostBuckets: 0,
  pages: [...pages],
  ...more,
});
const hundreds = (count: number): readonly number[] => Array.from({ length: count }, () => 100);
const total = (cloud: ReturnType<typeof openCloud>): number => sum(Object.values(cloud.totals()));
const at = (hours: number): number => firstDayMs + hours * hourMs;

describe('a bucket', () => {
  it.each([0, 12, 24, 36, 48].flatMap((minutes) => [1, -1].map((sign) => [minutes, sign] as const)))(
    'is counted once when old pages come again after newer ones (%i minutes off, drift %i)',
    (minutes, sign) => {
      const cloud = openCloud();
      let wall = firstDayMs + minutes * 60_000;
      let uptime = 0;
      let last = 0;
      const pass = (days: number): void => {
        wall += dayMs;
        uptime += Math.floor(86_400 * (days > 36 ? 1 + sign * 0.0018 : 1));
      };
      for (let days = 1; days <= 40; days++) {
        pass(days);
        const closed = Math.floor(uptime / 3600);
        cloud.bring([visit(wall, uptime, [page(last, hundreds(closed - last))])]);
        last = closed;
      }
      pass(41);
      const closed = Math.floor(uptime / 3600);
      const again = Array.from({ length: Math.ceil(closed / 100) }, (_, i) =>
        page(i * 100, hundreds(Math.min(100, closed - i * 100))),
      );
      cloud.bring([visit(wall, uptime, [page(closed - 5, hundreds(5)), ...again])]);
      expect(total(cloud)).toBe(closed * 100);
    },
  );

  it('is counted once when a device uses its sequence number again in another epoch, and somebody is told', () => {
    const cloud = openCloud();
    cloud.bring([visit(at(24), 24 * 3600, [page(0, [10, 20, 30])])]);
    const stamp = { gateway: at(72), trusted: true, epoch: 2, uptime: 24 * 3600 };
    cloud.bring([visit(at(72), 0, [page(0, [11, 21, 31], 2)], { stamp })]);
    expect(total(cloud)).toBe(60);
    expect(cloud.waiting()).toContain('conflict');
  });

  it('keeps its open count when it comes closed with fewer steps only with a word to a person', () => {
    const cloud = openCloud();
    cloud.bring([visit(at(0.5), 1800, [page(0, [30], 1, true)])]);
    cloud.bring([visit(at(2), 7200, [page(0, [3])])]);
    expect(cloud.waiting()).toEqual(['conflict']);
  });

  it('closes as not recorded without a quarrel when nothing had been counted in it', () => {
    const cloud = openCloud();
    cloud.bring([visit(at(0.5), 1800, [page(0, [0], 1, true)])]);
    expect(cloud.bring([visit(at(2), 7200, [page(0, [0xffff])])]).visits[0]?.confirmed).toBe(1);
    expect(total(cloud)).toBe(0);
    expect(cloud.waiting()).toEqual([]);
  });

  it('does not lose what was counted when it comes closed as not recorded', () => {
    const cloud = openCloud();
    cloud.bring([visit(at(0.5), 1800, [page(0, [30], 1, true)])]);
    cloud.bring([visit(at(2), 7200, [page(0, [0xffff])])]);
    expect(total(cloud)).toBe(30);
    expect(cloud.waiting()).toEqual(['conflict']);
  });
});

describe('a hole', () => {
  it('is not taken for lost while the ring still holds it, whatever the gateway counts', () => {
    const cloud = openCloud();
    const ring = (oldestSequence: number) => ({ ext: { oldestSequence }, lostBuckets: 500 });
    cloud.bring([visit(at(650), 650 * 3600, [page(500, hundreds(120)), page(620, hundreds(30))], ring(500))]);
    const damaged = visit(at(800), 800 * 3600, [page(700, hundreds(100))], ring(500));
    expect(cloud.bring([damaged]).visits[0]?.confirmed).toBe(650);
    const mended = visit(at(801), 801 * 3600, [page(650, hundreds(50))], ring(500));
    expect(cloud.bring([mended]).visits[0]?.confirmed).toBe(800);
  });

  it('that was there before the first visit is lost as soon as nothing of it can be on its way any more', () => {
    const cloud = openCloud();
    const ring = { ext: { oldestSequence: 500 }, lostBuckets: 480 };
    cloud.bring([visit(at(520), 520 * 3600, [page(500, hundreds(20))], ring)]);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([]);
    // The first visit of all, held up behind the other: it tells that nothing was lost before it.
    const first = visit(at(20), 20 * 3600, [page(0, hundreds(20))], { ext: { oldestSequence: 0 }, lostBuckets: 0 });
    cloud.bring([first]);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([{ from: 20, to: 500 }]);
  });

  it('that the pedometer has lost is told where it is, whichever batch overtakes which', () => {
    const cloud = openCloud();
    const later = { ext: { oldestSequence: 156 }, lostBuckets: 12 };
    cloud.bring([visit(at(200), 200 * 3600, [page(156, hundreds(44))], later)]);
    const first = { ext: { oldestSequence: 4 }, lostBuckets: 4 };
    cloud.bring([visit(at(124), 124 * 3600, [page(4, hundreds(120))], first)]);
    cloud.bring([
      visit(at(148), 148 * 3600, [page(124, hundreds(24))], { ext: { oldestSequence: 28 }, lostBuckets: 4 }),
    ]);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([
      { from: 0, to: 4 },
      { from: 148, to: 156 },
    ]);
  });

  it('that came after buckets of which nobody knows is lost all the same, and confirmed goes on', () => {
    const cloud = openCloud();
    const first = { ext: { oldestSequence: 500 }, lostBuckets: 480 };
    cloud.bring([visit(at(520), 520 * 3600, [page(500, hundreds(20))], first)]);
    const later = { ext: { oldestSequence: 540 }, lostBuckets: 500 };
    expect(cloud.bring([visit(at(640), 640 * 3600, [page(540, hundreds(100))], later)]).visits[0]?.confirmed).toBe(640);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([{ from: 520, to: 540 }]);
  });

  it('that was lost before the first visit explains no later one', () => {
    const cloud = openCloud();
    const ring = { ext: { oldestSequence: 500 }, lostBuckets: 500 };
    cloud.bring([visit(at(520), 520 * 3600, [page(500, hundreds(20))], ring)]);
    expect(cloud.derivation.lost.of(device.serial)).toEqual([{ from: 0, to: 500 }]);
    const next = visit(at(640), 640 * 3600, [page(540, hundreds(100))], { lostBuckets: 500 });
    expect(cloud.bring([next]).visits[0]?.confirmed).toBe(520);
  });
});

describe('the date a day was synced on', () => {
  it('is that of the visit that brought the steps, not of the one that told their date', () => {
    const cloud = openCloud();
    const untrusted = { stamp: { gateway: at(24), trusted: false, epoch: 1, uptime: 24 * 3600 } };
    cloud.bring([visit(at(24), 24 * 3600, [page(0, hundreds(24))], untrusted)], at(25));
    const later = cloud.bring([visit(at(960), 960 * 3600, [page(24, hundreds(12))])], at(961));
    expect(later.revised.map(({ total }) => [total.date, total.syncedOn])).toEqual([
      [date(0), date(1)],
      [date(1), date(40)],
    ]);
  });
});
