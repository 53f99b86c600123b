/** The registry's SQL, prepared once. */
import type { DatabaseSync } from 'node:sqlite';

export type RegistryStatements = ReturnType<typeof prepareRegistry>;

export const prepareRegistry = (database: DatabaseSync) => ({ ...reads(database), ...writes(database) });

const reads = (database: DatabaseSync) => ({
  centre: database.prepare('SELECT * FROM centre WHERE id = ?'),
  centres: database.prepare('SELECT * FROM centre ORDER BY id'),
  gateway: database.prepare('SELECT * FROM gateway WHERE id = ?'),
  gateways: database.prepare('SELECT id, centre FROM gateway ORDER BY id'),
  participant: database.prepare('SELECT * FROM participant WHERE id = ?'),
  participants: database.prepare('SELECT * FROM participant ORDER BY id'),
  device: database.prepare('SELECT * FROM device WHERE serial = ?'),
  devices: database.prepare('SELECT * FROM device ORDER BY serial'),
  loansOfDevice: database.prepare('SELECT * FROM loan WHERE device = ? ORDER BY from_ms'),
  loansOfParticipant: database.prepare('SELECT * FROM loan WHERE participant = ? ORDER BY from_ms'),
  loan: database.prepare('SELECT * FROM loan WHERE id = ?'),
  loanBegunBy: database.prepare('SELECT * FROM loan WHERE begun_by = ?'),
  loans: database.prepare('SELECT * FROM loan ORDER BY id'),
  /** A pedometer that is lost, in repair or retired is that, whoever has it in the books. */
  roster: database.prepare(
    `SELECT d.serial, d.label, d.model,
            CASE WHEN d.status IN ('lost', 'repair', 'retired') THEN d.status
                 WHEN EXISTS (SELECT 1 FROM loan l WHERE l.device = d.serial AND l.from_ms <= :nowMs
                                AND (l.to_ms IS NULL OR l.to_ms > :nowMs)) THEN 'on-loan'
                 ELSE d.status END AS status
       FROM gateway g JOIN device d ON d.centre = g.centre WHERE g.id = :gateway ORDER BY d.serial`,
  ),
});

const writes = (database: DatabaseSync) => ({
  putCentre: database.prepare(
    'INSERT INTO centre (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
  ),
  addGateway: database.prepare('INSERT OR IGNORE INTO gateway (id, centre, secret_hash, added_ms) VALUES (?, ?, ?, ?)'),
  moveGateway: database.prepare('UPDATE gateway SET centre = ? WHERE id = ?'),
  renewGateway: database.prepare('UPDATE gateway SET secret_hash = ? WHERE id = ?'),
  putParticipant: database.prepare(
    `INSERT INTO participant (id, name, birth_year, birth_date, centre, nickname) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET name = excluded.name, birth_year = excluded.birth_year,
        birth_date = excluded.birth_date, centre = excluded.centre, nickname = excluded.nickname`,
  ),
  putDevice: database.prepare(
    `INSERT INTO device (serial, key, model, label, capacity, bucket_seconds, centre, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'in-stock')
      ON CONFLICT DO UPDATE SET key = excluded.key, model = excluded.model, label = excluded.label,
        capacity = excluded.capacity, bucket_seconds = excluded.bucket_seconds, centre = excluded.centre`,
  ),
});
