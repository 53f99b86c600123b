/** Desk beside a cloud: the clerk's pages, with the registry's names and the pages of the pedometers behind every day. */
import { dirname } from 'node:path';
import type { ExplainedPage } from '../contract/desk-day.ts';
import { importsRoutes } from '../contract/imports.ts';
import { recordRoutes } from '../contract/records.ts';
import { jobsRoutes } from '../contract/jobs.ts';
import { registerRoutes } from '../contract/register.ts';
import type { CloudStore } from '../ingest/cloud-store.ts';
import type { Cloud } from '../ingest/cloud.ts';
import { dayCurveOf } from '../ingest/day-curve.ts';
import { explainDay } from '../ingest/explain-day.ts';
import { ImportsDesk } from '../ingest/imports/imports-desk.ts';
import { unsignedWords } from '../ingest/imports/unsigned-words.ts';
import { recordAnswers } from '../ingest/records/record-answers.ts';
import { jobsAnswers } from '../ingest/jobs/jobs-answers.ts';
import { registerAnswers } from '../ingest/register/register-answers.ts';
import { PeopleSearch } from '../ingest/registry/people-search.ts';
import { pointsAnswers } from '../points/http/desk/points-answers.ts';
import { apiPart } from '../points/http/desk-part.ts';
import type { DeskEvidence } from '../points/http/desk-evidence.ts';
import type { DeskPeople } from '../points/http/desk-people.ts';
import { PointsServer, type FeedOptions } from '../points/http/points-server.ts';
import type { Points } from '../points/points.ts';
import { PointRecords } from '../points/records/point-records.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import { analysisBeside, placeOf } from './analysis-beside.ts';
import { unsignedRules } from './unsigned-rules.ts';

export interface DeskBesideCloud {
  /** Both have started. */
  readonly points: Points;
  readonly cloud: Pick<Cloud, 'store' | 'fleet' | 'jobs' | 'lookAgain' | 'imports' | 'carryOutImports'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly pageFolder: string;
  readonly port: number;
  /** Of a file of steps that is handed in. */
  readonly importBytesMax?: number;
  readonly feed?: FeedOptions;
}

/** Not yet started. Listens on this machine only: there are no accounts yet. */
export const deskBesideCloud = ({ points, cloud, clock, importBytesMax, ...server }: DeskBesideCloud): PointsServer => {
  const { store, fleet } = cloud;
  const answers = pointsAnswers(points, registryPeople(store, clock), cloudEvidence(store));
  const register = registerAnswers({ store, clock, fleet, onChanged: () => cloud.lookAgain() });
  const entries = new PointRecords(points.books.database);
  const records = recordAnswers({ store, clock, randomBytes: systemBytes, points: entries });
  const night = jobsAnswers({ store, jobs: cloud.jobs, log: server.log });
  const imports = new ImportsDesk({
    ...{ store, clock, log: server.log, carrier: cloud.imports },
    dataPath: dirname(placeOf(store.database)),
    rules: unsignedRules(points),
    ...(importBytesMax === undefined ? {} : { fileBytesMax: importBytesMax }),
    onChanged: () => cloud.carryOutImports(),
  });
  const beside = [
    apiPart('register', registerRoutes, register),
    apiPart('records', recordRoutes, records),
    apiPart('jobs', jobsRoutes, night),
    apiPart('imports', importsRoutes, imports.answers),
  ];
  const { pageFolder, ...rest } = server;
  const analysis = analysisBeside({ points, store, clock, log: server.log });
  const desk = {
    answers,
    beside: [...beside, analysis.part],
    behind: [analysis.thread, imports],
    pageFolder,
  };
  return new PointsServer({ ...rest, clock, desk, isReady: () => true });
};

const registryPeople = ({ database }: CloudStore, clock: Clock): DeskPeople => {
  const search = new PeopleSearch(database);
  return {
    namesKnown: true,
    find: (query, limit) => search.find(query, clock.wallMs(), limit),
    person: (id) => search.person(id, clock.wallMs()),
    enrolledCount: () => search.count(),
  };
};

const minuteMs = 60_000;
const notTheirs = { ja: 'ほかの人が借りていた時間です。', en: 'Somebody else had the pedometer then.' };
const stillOpen = { ja: 'とちゅうの時間です。', en: 'This hour was still going on.' };
const notRecorded = { ja: '記録のない時間です。', en: 'Nothing was recorded in this hour.' };

const cloudEvidence = (store: CloudStore): DeskEvidence => ({
  curve: (participant, date) => dayCurveOf(store, participant, date),
  others: (participant, date) => unsignedWords(store.derivation.unsigned.of(participant, date)),
  pages: (participant, date) => {
    const { startMs } = store.days.of(date);
    const centres = new Map(
      store.registry.gateways().map(({ id, centre }) => [id, store.registry.centre(centre)?.name]),
    );
    return explainDay(store, participant, date)
      .pages.map((page): ExplainedPage => ({
        device: page.device,
        label: page.label,
        firstSequence: page.buckets[0]?.sequence ?? null,
        receivedAt: page.visitAt,
        centre: (page.gateway === null ? undefined : centres.get(page.gateway)) ?? null,
        trust: page.signed ? 'signed' : 'unsigned',
        buckets: page.buckets.map((bucket) => ({
          fromMinute: Math.round((bucket.startMs - startMs) / minuteMs),
          minutes: bucket.seconds / 60,
          steps: bucket.steps ?? 0,
          isCounted: bucket.counted,
          note: noteOf(bucket),
        })),
      }))
      .sort((a, b) => ((a.receivedAt ?? '') < (b.receivedAt ?? '') ? -1 : 1));
  },
});

const noteOf = (bucket: { readonly counted: boolean; readonly open: boolean; readonly steps: number | null }) => {
  if (bucket.steps === null) return notRecorded;
  if (!bucket.counted) return notTheirs;
  return bucket.open ? stillOpen : null;
};
