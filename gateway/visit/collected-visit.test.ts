/** Reports of a visit fit the contract and a batch, however much the visit brought. */
import { expect, test } from 'vitest';
import { batchBytesMax, visitSchema } from '../../contract/batch.ts';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { reportsOf, type CollectedVisit } from './collected-visit.ts';
import { SimulatedPedometer } from '../radio/simulated-pedometer.ts';

const visitWith = (pages: readonly Uint8Array[], contiguousEnd: number): CollectedVisit => ({
  device: deviceSerialSchema.parse('AYM-000123'),
  model: 'steplog-1',
  firmware: undefined,
  stamp: { gateway: 1795222923123, trusted: true, epoch: 1, uptime: 5 },
  batteryPercent: undefined,
  rssi: -61,
  lostBuckets: 0,
  oldestSequence: 0,
  nextSequence: 9,
  from: 0,
  contiguousEnd,
  pages,
});
const times = { startedAt: '2026-11-21T01:02:03.123Z', endedAt: '2026-11-21T01:02:04.001Z' };

test.each([0, 1, 720, 43_200])('a visit of %i buckets becomes reports the cloud accepts', (buckets) => {
  const pedometer = new SimulatedPedometer({
    serial: 'AYM-000123',
    poweredOnMs: 0,
    capacityBuckets: 60_000,
    bucketSeconds: 60,
  });
  pedometer.walk(...Array.from({ length: buckets }, () => 9));
  const pages = buckets === 0 ? [] : pedometer.pagesFrom(0);
  let made = 0;
  const reports = reportsOf(visitWith(pages, buckets), times, () => `visit-${made++}`);
  for (const { report } of reports) {
    expect(visitSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(JSON.stringify(report).length).toBeLessThan(batchBytesMax - 1024);
  }
  expect(reports.flatMap(({ report }) => report.pages ?? [])).toEqual(pages.map((page) => page.toBase64()));
  expect(reports[0]?.firstSequence).toBe(0);
  expect(reports.at(-1)?.endSequence).toBe(buckets);
  reports.slice(1).forEach((next, i) => expect(next.firstSequence).toBe(reports[i]?.endSequence));
  expect(new Set(reports.map(({ report }) => report.id)).size).toBe(reports.length);
});
