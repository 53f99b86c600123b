/** Bench cloud: a cloud as `ayumi.ts cloud` makes it, on a folder of its own, with the register of a plan in it. */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { centreIdSchema, gatewayIdSchema } from '../contract/ids.ts';
import { WireThread } from '../ingest/broker/wire-thread.ts';
import { Cloud } from '../ingest/cloud.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import { noPoints } from '../ingest/point-view.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { openLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { centreOf, devicesOf, gatewayOf, type IngestBenchPlan } from './ingest-plan.ts';

export interface BenchCloud extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly port: number;
}

/** Started, and listening. */
export const openBenchCloud = async (dataPath: string): Promise<BenchCloud> => {
  let wire: WireThread | undefined;
  const log = openLog('bench', 'error');
  const cloud = new Cloud({
    dataPath,
    zone: 'Asia/Tokyo',
    clock: systemClock,
    random: seededRandom(1),
    hmac: hmacSha256,
    log,
    wire: ({ registry }) => {
      wire = new WireThread({
        plan: { kind: 'embedded', host: '127.0.0.1', port: 0 },
        databasePath: join(dataPath, 'cloud.sqlite'),
        checkGateway: (gateway, secret) => registry.checkGateway(gateway, secret),
        knownGateway: () => true,
        clock: systemClock,
        log,
      });
      return wire;
    },
    series: [],
    accept: () => undefined,
    points: noPoints,
    speed: 1,
  });
  await cloud.start(new AbortController().signal);
  return {
    cloud,
    port: wire?.port ?? 0,
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
};

/** Everybody with a pedometer since day 0. Returns the gateways' secrets. */
export const register = ({ database, registry }: BenchStore, plan: IngestBenchPlan): readonly string[] => {
  inTransaction(database, () => {
    for (let gateway = 0; gateway < plan.gateways; gateway++) registerCentre(database, plan, gateway);
  });
  return inTransaction(database, () =>
    Array.from({ length: plan.gateways }, (_, index) => {
      const centre = centreIdSchema.parse(centreOf(index));
      const added = registry.addGateway(gatewayIdSchema.parse(gatewayOf(index)), centre);
      if (added.kind !== 'added') throw new Error(added.fault);
      return added.secret;
    }),
  );
};

interface BenchStore {
  readonly database: DatabaseSync;
  readonly registry: Registry;
}

/** By SQL of its own: the desk's way is for one person at a time, and writes a fact about each. */
const registerCentre = (database: DatabaseSync, plan: IngestBenchPlan, gateway: number): void => {
  const { from, to } = devicesOf(plan, gateway);
  const of = { centre: centreOf(gateway), from, to: to - 1 };
  const numbers = 'WITH RECURSIVE number (n) AS (SELECT :from UNION ALL SELECT n + 1 FROM number WHERE n < :to)';
  const [serial, participant] = ["printf('AYM-%08d', n)", "printf('P-%08d', n)"];
  database.prepare('INSERT INTO centre (id, name) VALUES (?, ?)').run(of.centre, 'bench');
  database
    .prepare(
      `${numbers} INSERT INTO participant (id, name, birth_year, centre)
         SELECT ${participant}, 'bench', 1950, :centre FROM number`,
    )
    .run(of);
  database
    .prepare(
      `${numbers} INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre)
         SELECT ${serial}, unhex(printf('%08x%056d', n, 0)), 'steplog-1', n, 1440, 3600, :centre FROM number`,
    )
    .run(of);
  const loan = { from: of.from, to: of.to, startMs: plan.startMs };
  database
    .prepare(
      `${numbers} INSERT INTO hand_over (action, kind, at_ms, heard_ms, device, participant)
         SELECT printf('desk-%012d', n + 1), 'lend', :startMs, :startMs, ${serial}, ${participant} FROM number`,
    )
    .run(loan);
  database
    .prepare(
      `${numbers} INSERT INTO loan (device, participant, from_ms, begun_by)
         SELECT ${serial}, ${participant}, :startMs, h.id FROM number
           JOIN hand_over h ON h.action = printf('desk-%012d', n + 1) AND coalesce(h.gateway, '') = ''`,
    )
    .run(loan);
};
