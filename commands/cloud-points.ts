/** Cloud points: the point service beside a cloud in one process: what it is fed, what it asks back, what it does at night. */
import { dayCurveOf } from '../ingest/day-curve.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import type { PointService } from '../ingest/main.ts';
import { pointsWrittenCsv } from '../points/points-csv.ts';
import { Points, type PointsOptions } from '../points/points.ts';
import { pointView } from './point-service.ts';

/** After the cloud has closed the days. */
const closeAt = '15 0 * * *';

/** `store`: of the cloud, once there is one. Until then nothing is known of how steps lie over a day. */
export const pointsBesideCloud = (
  options: Omit<PointsOptions, 'curveOf'>,
  store: () => CloudStore | undefined,
): Points =>
  new Points({
    ...options,
    curveOf: (participant, date) => {
      const open = store();
      return open === undefined ? undefined : dayCurveOf(open, participant, date);
    },
  });

/** What a cloud is given of it. */
export const pointServiceOf = (points: Points): PointService => ({
  accept: (totals) => void points.accept(totals),
  acceptEnrolments: (enrolments) => points.enrol(enrolments),
  acceptVisits: (visits) => points.acceptVisits(visits),
  view: pointView(points),
  dailyExports: [{ name: 'points', write: (day) => pointsWrittenCsv(points.entriesWrittenOn(day)) }],
  nightly: [
    {
      name: 'close-points',
      cron: closeAt,
      // It closes everything up to today: one night makes up for all before.
      catchUpDaysMax: 1,
      run: async (_day, signal) => {
        const { people, entries } = await points.close(signal);
        return `${people} people, ${entries} entries`;
      },
    },
  ],
});
