/** A day stands under one set of tags, whatever they were when it was first written, and a store in one layout. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { dateAfter, sampleDay, sampleDays } from './sample-day.ts';
import { SeriesFeed, type FeedStep } from './series-feed.ts';
import { dayBlockSchema, seriesBookSchema, seriesSchema } from './series-schema.ts';
import { FarStore } from './far-store.ts';
import type { SeriesStore } from './series-store.ts';
import { SqliteSeriesStore } from './sqlite-series-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-layout-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const openSource = () => {
  const database = openDatabase(join(directory, `${files++}.sqlite`), [
    dayBlockSchema + seriesSchema + seriesBookSchema,
  ]);
  return { database, source: new SqliteSeriesStore(database, sampleDays) };
};
const date = '2026-01-01';

let database: DatabaseSync;
let source: SqliteSeriesStore;
let far: FarStore;
let centre: string;
beforeEach(() => {
  ({ database, source } = openSource());
  far = new FarStore(openSource().source);
  centre = 'c';
});

const feedTo = (store: SeriesStore): SeriesFeed =>
  new SeriesFeed({
    database,
    source,
    store,
    clock: systemClock,
    random: seededRandom(1),
    log: silentLog,
    describe: () => ({ centre }),
    retry: { baseMs: 1, capMs: 5 },
    idleCheckMs: 1,
  });
const untilIdle = async (feed: SeriesFeed): Promise<readonly FeedStep[]> => {
  const steps: FeedStep[] = [];
  for (let step = await feed.step(); step.kind !== 'idle'; step = await feed.step()) steps.push(step);
  return steps;
};
const put = async (device: string, dayCount: number, steps = [1, 2, 3]): Promise<void> => {
  await source.write(
    Array.from({ length: dayCount }, (_, i) =>
      sampleDay({ device, date: dateAfter(date, i), participant: 'P-1', steps }),
    ),
  );
};
const tagged: string[] = [];
const listen = (): void => {
  tagged.length = 0;
  far.behave = (days) => {
    tagged.push(
      ...days.map(({ block, moved, tags }) => `${block.device} ${block.date} ${tags?.centre ?? ''} ${moved}`),
    );
    return far.inner.write(days);
  };
};

test('days are told by the centre, and by the participant only where the layout asks for it', async () => {
  const tagsOfWrite = async (): Promise<unknown> => {
    const all: unknown[] = [];
    far.behave = (days) => {
      all.push(...days.map((day) => day.tags));
      return far.inner.write(days);
    };
    await untilIdle(feedTo(far));
    return all;
  };
  await put('A', 1);
  expect(await tagsOfWrite()).toEqual([{ centre: 'c' }]);
  far.layout = { participantTag: true, dayPoints: true };
  expect(await tagsOfWrite()).toEqual([{ centre: 'c', participant: 'P-1' }]);
});

test('who changes centre has all their days written anew, once, with the next that comes', async () => {
  await put('A', 3);
  await put('B', 1);
  await untilIdle(feedTo(far));
  centre = 'd';
  listen();
  await put('A', 1, [1, 2, 30]);
  expect(await untilIdle(feedTo(far))).toEqual([
    { kind: 'fed', days: 3, refused: 0 },
    { kind: 'fed', days: 1, refused: 0 },
  ]);
  expect(tagged).toEqual([...[0, 1, 2].map((days) => `A ${dateAfter(date, days)} d true`), `A ${date} d false`]);
  listen();
  await put('A', 1, [1, 2, 31]);
  await untilIdle(feedTo(far));
  expect(tagged).toEqual([`A ${date} d false`]);
});

test('they are begun again when the store was away in the middle of them', async () => {
  await put('A', 150);
  await untilIdle(feedTo(far));
  centre = 'd';
  let writes = 0;
  far.behave = (days) =>
    ++writes === 2 ? Promise.resolve({ kind: 'unavailable', reason: '503', waitMs: 1 }) : far.inner.write(days);
  await put('A', 1, [1, 2, 30]);
  const feed = feedTo(far);
  expect((await feed.step()).kind).toBe('unavailable');
  listen();
  await untilIdle(feed);
  expect(tagged.filter((line) => line.endsWith('d true'))).toHaveLength(150);
});

test('a store filled in another layout, or before layouts were noted, is emptied and filled anew', async () => {
  await put('A', 3);
  await untilIdle(feedTo(far));
  expect(far.emptied).toBe(0);
  far.layout = { participantTag: true, dayPoints: true };
  expect(await untilIdle(feedTo(far))).toEqual([{ kind: 'fed', days: 3, refused: 0 }]);
  expect(far.emptied).toBe(1);
  database.exec('DELETE FROM series_layout');
  await untilIdle(feedTo(far));
  expect(far.emptied).toBe(2);
  await untilIdle(feedTo(far));
  expect(far.emptied).toBe(2);
});

test('while it cannot be emptied the days wait; where it never can, they are written all the same', async () => {
  await put('A', 3);
  await untilIdle(feedTo(far));
  far.layout = { participantTag: true, dayPoints: true };
  const feed = feedTo(far);
  far.empty = () => Promise.resolve({ kind: 'unavailable', reason: '503', waitMs: 1 });
  expect((await feed.step()).kind).toBe('unavailable');
  expect(feed.lag().outage?.reason).toBe('503');
  far.empty = () => Promise.resolve({ kind: 'refused', reason: 'unsupported path' });
  expect(await untilIdle(feed)).toEqual([{ kind: 'fed', days: 3, refused: 0 }]);
});
