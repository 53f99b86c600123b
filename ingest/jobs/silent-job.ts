/** Silent job: looks every night which pedometers and gateways have not been heard of for too long, for the desk to see. */
import type { DatabaseSync } from 'node:sqlite';
import type { CentreId, GatewayId } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { inTransaction } from '../../runtime/database.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { Fleet } from '../fleet.ts';
import { stockLimits } from '../register/stock-limits.ts';
import type { Job } from './job-runner.ts';

/** What was found the last time, not derived: it is looked for anew every night. `since_ms`: when it was last heard of. */
export const silentSchema = `
CREATE TABLE silent (
  kind TEXT NOT NULL CHECK (kind IN ('pedometer', 'gateway')),
  id TEXT NOT NULL, label TEXT, centre TEXT NOT NULL, since_ms INTEGER,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
`;

export interface SilentThing {
  readonly kind: 'pedometer' | 'gateway';
  readonly id: string;
  /** The number on the sticker of a pedometer. */
  readonly label: string | null;
  readonly centre: CentreId;
  /** Null where it was never heard of. */
  readonly sinceMs: number | null;
}

export interface SilentParts {
  readonly store: Pick<CloudStore, 'database' | 'registry'>;
  readonly fleet: Fleet;
  readonly clock: Clock;
}

/** After the night's closings. */
const lookAt = '40 0 * * *';
const dayMs = 86_400_000;
/** A gateway that is switched off for the weekend is none to be looked after on Sunday. */
const gatewayDaysMax = 3;
/** Some milliseconds of work, and then whoever else is there. */
const slice = 500;
/** As many as somebody would call; the others are counted. */
const keptMax = 500;

const quiet = `SELECT d.serial, d.label, d.centre, nullif(max(l.from_ms, coalesce(s.last_visit_ms, 0)), 0) AS since_ms
  FROM device d
  JOIN loan l ON l.device = d.serial AND l.from_ms <= :nowMs AND (l.to_ms IS NULL OR l.to_ms > :nowMs)
  LEFT JOIN device_state s ON s.device = d.serial
  WHERE d.serial > :after AND d.status NOT IN ('lost', 'repair', 'retired')
  ORDER BY d.serial LIMIT ${slice}`;

export const silentJob = (parts: SilentParts): Job => ({
  name: 'find-silent',
  cron: lookAt,
  // What is silent is silent today.
  catchUpDaysMax: 0,
  run: async (_day, signal) => {
    const found = await look(parts, signal);
    const pedometers = found.filter(({ kind }) => kind === 'pedometer');
    const gateways = found.length - pedometers.length;
    keep(parts.store.database, [...found].sort(bySilence).slice(0, keptMax));
    return `${pedometers.length} pedometers, ${gateways} gateways`;
  },
});

/** Those kept, the longest silent first. */
export const silentThings = (database: DatabaseSync): readonly SilentThing[] =>
  database
    .prepare('SELECT * FROM silent ORDER BY kind, since_ms, id')
    .all()
    .map((row) => ({
      kind: row['kind'] as SilentThing['kind'],
      id: row['id'] as string,
      label: row['label'] as string | null,
      centre: row['centre'] as CentreId,
      sinceMs: row['since_ms'] as number | null,
    }));

const look = async ({ store, fleet, clock }: SilentParts, signal: AbortSignal): Promise<readonly SilentThing[]> => {
  const { database, registry } = store;
  const nowMs = clock.wallMs();
  const gateways = registry.gateways().flatMap(({ id, centre }): readonly SilentThing[] => {
    const sinceMs = heardMs(database, fleet, id);
    // One that was registered just now has had no time to say anything.
    const expectedMs = sinceMs ?? addedMs(database, id);
    const isSilent = expectedMs === null || expectedMs < nowMs - gatewayDaysMax * dayMs;
    return isSilent ? [{ kind: 'gateway', id, label: null, centre, sinceMs }] : [];
  });
  const pedometers: SilentThing[] = [];
  const statement = new Prepared(database).of(quiet);
  for (let after = ''; ;) {
    const rows = statement.all({ nowMs, after });
    if (rows.length === 0) return [...gateways, ...pedometers];
    for (const row of rows) {
      const sinceMs = row['since_ms'] as number | null;
      after = row['serial'] as string;
      if ((sinceMs ?? 0) >= nowMs - stockLimits.silentAfterDays * dayMs) continue;
      const [label, centre] = [row['label'] as string, row['centre'] as CentreId];
      pedometers.push({ kind: 'pedometer', id: after, label, centre, sinceMs });
    }
    await new Promise((resume) => setImmediate(resume));
    signal.throwIfAborted();
  }
};

/** Since the cloud was started the fleet knows; before that, the batch the gateway numbered highest. */
const heardMs = (database: DatabaseSync, fleet: Fleet, gateway: GatewayId): number | null => {
  const row = new Prepared(database)
    .of("SELECT received_ms FROM journal WHERE kind = 'batch' AND gateway = ? ORDER BY seq DESC LIMIT 1")
    .get(gateway);
  const receivedMs = (row?.['received_ms'] ?? null) as number | null;
  const { heardMs: saidMs } = fleet.of(gateway);
  return receivedMs === null ? saidMs : Math.max(receivedMs, saidMs ?? 0);
};

const addedMs = (database: DatabaseSync, gateway: GatewayId): number | null => {
  const row = new Prepared(database).of('SELECT added_ms FROM gateway WHERE id = ?').get(gateway);
  return (row?.['added_ms'] ?? null) as number | null;
};

const bySilence = (a: SilentThing, b: SilentThing): number => (a.sinceMs ?? 0) - (b.sinceMs ?? 0);

const keep = (database: DatabaseSync, things: readonly SilentThing[]): void =>
  inTransaction(database, () => {
    database.exec('DELETE FROM silent');
    const insert = database.prepare('INSERT INTO silent (kind, id, label, centre, since_ms) VALUES (?, ?, ?, ?, ?)');
    for (const { kind, id, label, centre, sinceMs } of things) insert.run(kind, id, label, centre, sinceMs);
  });
