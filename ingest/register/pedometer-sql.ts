/** Pedometer SQL: where each pedometer is and what is due for it, as one view that the lists and the stock table share. */

/**
 * One row for each pedometer. `:now` in ms; `:batteryBelow`, `:swapBefore` and `:heardBefore` as stock-limits.ts has them.
 * One that is lost, in repair or retired is that, whoever has it in the books, and nothing is due for it.
 */
const standing = `SELECT d.serial, d.label, d.model, d.centre, d.swapped_on, l.participant, l.from_ms, s.last_visit_ms, s.battery,
    CASE WHEN d.status IN ('lost', 'repair', 'retired') THEN d.status WHEN l.id IS NOT NULL THEN 'on-loan' ELSE d.status END AS status,
    d.status NOT IN ('lost', 'repair', 'retired')
      AND (coalesce(s.battery < :batteryBelow, 0) OR coalesce(d.swapped_on < :swapBefore, 0)) AS battery_due,
    d.status NOT IN ('lost', 'repair', 'retired') AND l.id IS NOT NULL
      AND max(coalesce(s.last_visit_ms, 0), l.from_ms) < :heardBefore AS silent
  FROM device d
  LEFT JOIN loan l ON l.device = d.serial AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)
  LEFT JOIN device_state s ON s.device = d.serial`;

/** `:centre` and `:typed` empty for all, `:pattern` for LIKE, `:standing` a status, `battery-due`, `silent` or `any`. */
const fits = `(:centre = '' OR centre = :centre)
  AND (:typed = '' OR serial LIKE :pattern ESCAPE '\\' OR label = :typed COLLATE NOCASE)
  AND CASE :standing WHEN 'any' THEN 1 WHEN 'battery-due' THEN battery_due WHEN 'silent' THEN silent ELSE status = :standing END`;

/** Those of the same number at the same centre. */
const labelTwice = `EXISTS (SELECT 1 FROM device o WHERE o.centre = r.centre AND o.label = r.label AND o.serial <> r.serial)`;
const told = `SELECT r.*, c.name AS centre_name, p.name, ${labelTwice} AS label_twice`;
const joined = `JOIN centre c ON c.id = r.centre LEFT JOIN participant p ON p.id = r.participant`;

export const pedometerSql = {
  one: `${told} FROM (${standing} WHERE d.serial = :serial) r ${joined}`,
  page: `${told} FROM (SELECT * FROM (${standing}) WHERE ${fits}
      ORDER BY serial <> :typed, label <> :typed, centre, CAST(label AS INTEGER), label, serial
      LIMIT :limit OFFSET :from) r ${joined}
    ORDER BY r.serial <> :typed, r.label <> :typed, r.centre, CAST(r.label AS INTEGER), r.label, r.serial`,
  fitting: `SELECT count(*) AS n FROM (${standing}) WHERE ${fits}`,
  all: 'SELECT count(*) AS n FROM device',
  ofCentre: `SELECT serial, label, status FROM (${standing}) WHERE centre = :centre
    ORDER BY CAST(label AS INTEGER), label, serial`,
  stock: `SELECT centre, status, count(*) AS n, sum(battery_due) AS battery_due, sum(silent) AS silent
    FROM (${standing}) GROUP BY centre, status`,
} as const;
