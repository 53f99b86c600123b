/** Promises of the visit plan. */
import { describe, expect, it } from 'vitest';
import { participantIdSchema } from '../contract/ids.ts';
import { planVisits } from './visit-plan.ts';

const participant = participantIdSchema.parse('P-1');
const span = (firstDate: string, lastDate: string) => ({
  participant,
  firstDate: Temporal.PlainDate.from(firstDate),
  lastDate: Temporal.PlainDate.from(lastDate),
});
const times = (everyDays: number, first: string, last: string) =>
  planVisits([span(first, last)], everyDays, 'Asia/Tokyo').map(({ atMs }) => new Date(atMs).toISOString());

describe('a visit plan', () => {
  it('begins after the first interval and ends on the day after the last recorded one', () => {
    expect(times(7, '2016-03-12', '2016-03-31')).toEqual([
      '2016-03-19T01:00:00.000Z',
      '2016-03-26T01:00:00.000Z',
      '2016-04-01T01:00:00.000Z',
    ]);
  });

  it('has one visit where the recording is shorter than the interval, and none twice', () => {
    expect(times(45, '2016-03-12', '2016-03-31')).toEqual(['2016-04-01T01:00:00.000Z']);
    expect(times(7, '2016-03-12', '2016-03-18')).toEqual(['2016-03-19T01:00:00.000Z']);
  });
});
