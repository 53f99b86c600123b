/** Queries town: a cloud and a ledger with so many days of so many people, put straight into the tables, the same every time. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  centreIdSchema,
  deviceSerialSchema,
  gatewayIdSchema,
  participantIdSchema,
  plainDateSchema,
} from '../contract/ids.ts';
import { CloudStore } from '../ingest/cloud-store.ts';
import { encodeRuns } from '../ingest/day-block.ts';
import { dateOfEpochDay, epochDayOf } from '../ingest/local-days.ts';
import { Points } from '../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { tierOf } from '../points/rule/tier.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';

export interface TownSize {
  readonly people: number;
  readonly days: number;
}

/** Grows with every change of what is made. */
const version = 2;
export const zone = 'Asia/Tokyo';
export const centreCount = 40;
const lastDay = epochDayOf(plainDateSchema.parse('2026-11-20'));
/** Noon of the day after the last. */
export const townNowMs = Date.parse('2026-11-21T12:00:00+09:00');
export const townClock: Clock = { ...systemClock, wallMs: () => townNowMs };
export const townProgramme = readProgramme(iwamizawaRulePath);
const dayMs = 86_400_000;
const visitEveryDays = 5;
const peoplePerTransaction = 500;

export const firstDate = ({ days }: TownSize): string => dateOfEpochDay(lastDay - days + 1);
export const lastDate = dateOfEpochDay(lastDay);
export const centreOf = (person: number) => centreIdSchema.parse(`c-${person % centreCount}`);
export const serialOf = (person: number) => deviceSerialSchema.parse(`AYM-${String(person).padStart(6, '0')}`);
export const participantOf = (person: number) => participantIdSchema.parse(`P-${String(person).padStart(6, '0')}`);
const birthYearOf = (person: number): number => 1_930 + (person % 40);

/** The folder of `cloud.sqlite` and `points.sqlite`; made where there is none of this size and version. */
export const queriesTown = async (size: TownSize, onProgress: (text: string) => void): Promise<string> => {
  const folder = join(tmpdir(), `ayumi-queries-${version}-${size.people}x${size.days}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}-making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  makeCloud(making, size, onProgress);
  await makeLedger(making, size, onProgress);
  renameSync(making, folder);
  return folder;
};

/** The same person has the same day in both databases. */
function* daysOf(person: number, { days }: TownSize): Generator<PlannedDay> {
  const random = seededRandom(person + 1);
  const pace = 2_000 + random.int(0, 7_000);
  for (let i = 0; i < days; i++) {
    const day = lastDay - days + 1 + i;
    const steps = Math.max(0, Math.round(pace * (0.4 + random.next() * 1.2)));
    const lag = (visitEveryDays - ((day + person) % visitEveryDays)) % visitEveryDays;
    yield { day, date: dateOfEpochDay(day), steps, syncedOn: dateOfEpochDay(day + lag), isVisit: lag === 0 };
  }
}

interface PlannedDay {
  readonly day: number;
  readonly date: string;
  readonly steps: number;
  readonly syncedOn: string;
  readonly isVisit: boolean;
}

const makeCloud = (folder: string, size: TownSize, onProgress: (text: string) => void): void => {
  using store = CloudStore.open({ dataPath: folder, zone, clock: townClock, hmac: hmacSha256 });
  register(store, size);
  const { database } = store;
  database.exec('PRAGMA synchronous = OFF');
  const columns = 'participant, date, revision, steps, state, synced_on, trust, devices';
  const revision = database.prepare(
    `INSERT INTO day_revision (${columns}, journal) VALUES (?, ?, 1, ?, ?, ?, ?, ?, 1)`,
  );
  const total = database.prepare(`INSERT INTO day_total (${columns}) VALUES (?, ?, 1, ?, ?, ?, ?, ?)`);
  const block = database.prepare(
    'INSERT INTO day_block (date, device, participant, runs, change) VALUES (?, ?, ?, ?, 1)',
  );
  const visit = database.prepare('INSERT INTO centre_visit (device, date, participant, gateway) VALUES (?, ?, ?, ?)');
  const change = database.prepare('INSERT INTO centre_visit_change (participant, date, gateway) VALUES (?, ?, ?)');
  for (let from = 0; from < size.people; from += peoplePerTransaction) {
    inTransaction(database, () => {
      for (let person = from; person < Math.min(size.people, from + peoplePerTransaction); person++)
        for (const { day, date, steps, syncedOn, isVisit } of daysOf(person, size)) {
          const [device, participant, gateway] = [
            serialOf(person),
            participantOf(person),
            `gw-${person % centreCount}`,
          ];
          const state = day >= lastDay - 5 ? 'open' : (person + day) % 400 === 0 ? 'corrected' : 'final';
          const trust = person % 97 === 0 ? 'unsigned' : 'signed';
          revision.run(participant, date, steps, state, syncedOn, trust, device);
          total.run(participant, date, steps, state, syncedOn, trust, device);
          block.run(date, device, participant, encodeRuns([runOf(day, steps)]));
          if (!isVisit) continue;
          visit.run(device, date, participant, gateway);
          change.run(participant, date, gateway);
        }
    });
    onProgress(`${Math.min(size.people, from + peoplePerTransaction)} people in the cloud`);
  }
};

/** A day's steps over the hours from seven to seven. */
const runOf = (day: number, steps: number) => {
  const hours = Uint16Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 19 ? Math.floor(steps / 12) : 0));
  hours[12] = (hours[12] ?? 0) + (steps % 12);
  return {
    epoch: 1,
    firstSequence: day * 24,
    startSeconds: day * 86_400,
    startMs: day * dayMs - 9 * 3_600_000,
    bucketSeconds: 3_600,
    steps: hours,
    lastOpen: false,
    signed: true,
    syncedDay: day,
    source: { journal: 1, visit: 0, page: 0 },
  };
};

/** By SQL of its own, as bench-cloud.ts does it and for the same reason. */
const register = ({ database, registry }: CloudStore, { people, days }: TownSize): void => {
  const fromMs = (lastDay - days) * dayMs;
  const centre = database.prepare('INSERT INTO centre (id, name) VALUES (?, ?)');
  const participant = database.prepare(
    "INSERT INTO participant (id, name, birth_year, centre) VALUES (?, 'bench', ?, ?)",
  );
  const device = database.prepare(
    "INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre) VALUES (?, zeroblob(32), 'steplog-1', ?, 1440, 3600, ?)",
  );
  const loan = database.prepare('INSERT INTO loan (device, participant, from_ms) VALUES (?, ?, ?)');
  inTransaction(database, () => {
    for (let number = 0; number < centreCount; number++) centre.run(centreOf(number), `第${number}公民館`);
    for (let person = 0; person < people; person++) {
      participant.run(participantOf(person), birthYearOf(person), centreOf(person));
      device.run(serialOf(person), String(person), centreOf(person));
      loan.run(serialOf(person), participantOf(person), fromMs);
    }
  });
  for (let number = 0; number < centreCount; number++)
    registry.addGateway(gatewayIdSchema.parse(`gw-${number}`), centreOf(number));
};

const makeLedger = async (folder: string, size: TownSize, onProgress: (text: string) => void): Promise<void> => {
  const points = new Points({
    path: join(folder, 'points.sqlite'),
    programme: townProgramme,
    clock: townClock,
    log: silentLog,
  });
  await points.start(new AbortController().signal);
  const { database, book } = points.books;
  database.exec('PRAGMA synchronous = OFF; DROP TRIGGER entry_is_the_next');
  const rule = book.newest.earning.find(({ kind }) => kind === 'tiers');
  const tiers = rule?.kind === 'tiers' ? rule.tiers : [];
  const revision = database.prepare(
    `INSERT INTO day_revision (participant, date, revision, steps, state, synced_on, findings, at_ms) VALUES (?, ?, 1, ?, 'final', ?, NULL, ?)`,
  );
  const entry = database.prepare(
    `INSERT INTO entry (id, participant, account, counter, kind, key, date, points, programme, rule, rule_version, cause, at_ms, hash)
     VALUES (?, ?, 'pedometer', 'issued', 'credit', ?, ?, ?, 'iwamizawa', 'steps', 1, '{"kind":"feed"}', ?, ?)`,
  );
  const enrolment = database.prepare(
    'INSERT INTO enrolment (participant, birth_year, birth_date, pedometer_from, at_ms) VALUES (?, ?, NULL, ?, 0)',
  );
  const hash = '0'.repeat(64);
  let id = 0;
  for (let from = 0; from < size.people; from += peoplePerTransaction) {
    inTransaction(database, () => {
      for (let person = from; person < Math.min(size.people, from + peoplePerTransaction); person++) {
        const participant = participantOf(person);
        enrolment.run(participant, birthYearOf(person), firstDate(size));
        for (const { day, date, steps, syncedOn } of daysOf(person, size)) {
          revision.run(participant, date, steps, syncedOn, day * dayMs);
          const earned = tierOf(steps, tiers)?.points ?? 0;
          if (earned > 0) entry.run(++id, participant, `steps:steps:${date}`, date, earned, (day + 1) * dayMs, hash);
        }
      }
    });
    onProgress(`${Math.min(size.people, from + peoplePerTransaction)} people in the ledger`);
  }
  await points[Symbol.asyncDispose]();
};
