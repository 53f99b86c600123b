/** Proposal: the next free numbers, as a form for somebody or something new begins with them. */
import type { DatabaseSync } from 'node:sqlite';
import { deviceSerialSchema, participantIdSchema } from '../../contract/ids.ts';
import type { Proposal } from '../../contract/register-participant.ts';

type Numbered = { readonly table: 'participant' | 'device'; readonly column: 'id' | 'serial' };

export const proposalOf = (database: DatabaseSync, centre: string): Proposal => {
  const model = database
    .prepare('SELECT model, capacity, bucket_seconds FROM device GROUP BY 1, 2, 3 ORDER BY count(*) DESC LIMIT 1')
    .get();
  const label = centre === '' ? undefined : nextLabel(database, centre);
  return {
    participant:
      participantIdSchema.safeParse(nextIn(database, { table: 'participant', column: 'id' }, centre)).data ?? null,
    device: deviceSerialSchema.safeParse(nextIn(database, { table: 'device', column: 'serial' }, centre)).data ?? null,
    label: label ?? null,
    model: (model?.['model'] as string | undefined) ?? null,
    capacityBuckets: (model?.['capacity'] as number | undefined) ?? null,
    bucketSeconds: (model?.['bucket_seconds'] as number | undefined) ?? null,
  };
};

/** The number after the highest of those that begin as most do, at the centre where it has any: `P-0041` after `P-0040`. */
const nextIn = (database: DatabaseSync, { table, column }: Numbered, centre: string): string | undefined => {
  const prefix = `rtrim(${column}, '0123456789')`;
  const usual = database
    .prepare(
      `SELECT ${prefix} AS prefix FROM ${table} WHERE ${column} GLOB '*[0-9]'
        GROUP BY prefix ORDER BY sum(centre = ?) DESC, count(*) DESC, prefix LIMIT 1`,
    )
    .get(centre);
  if (usual === undefined) return undefined;
  const begins = String(usual['prefix']);
  const highest = database
    .prepare(
      `SELECT max(CAST(substr(${column}, ?1) AS INTEGER)) AS number, max(length(${column})) AS width
        FROM ${table} WHERE ${prefix} = ?2 AND ${column} <> ?2 AND length(${column}) < ?1 + 15`,
    )
    .get(begins.length + 1, begins);
  if (typeof highest?.['number'] !== 'number') return undefined;
  const digits = Number(highest['width']) - begins.length;
  return `${begins}${String(highest['number'] + 1).padStart(digits, '0')}`;
};

const nextLabel = (database: DatabaseSync, centre: string): string => {
  const row = database
    .prepare(
      "SELECT max(CAST(label AS INTEGER)) AS last FROM device WHERE centre = ? AND label GLOB '[0-9]*' AND length(label) < 10",
    )
    .get(centre);
  return String(Number(row?.['last'] ?? 0) + 1);
};
