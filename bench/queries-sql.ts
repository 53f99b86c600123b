/**
 * Queries SQL: what somebody would ask a database for in place of the analysts' thread: one GROUP BY each; says how many
 * milliseconds each took. `node bench/queries-sql.ts folder from to`
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AnalysisRouteName } from '../contract/analysis.ts';

const within = 'FROM day_total t JOIN participant p ON p.id = t.participant WHERE t.date BETWEEN :from AND :to';
const week = 'CAST((julianday(:to) - julianday(t.date)) / 7 AS INTEGER)';

/** Less than the question asks for in every case. */
const statements: Partial<Record<AnalysisRouteName, string>> = {
  participation: `SELECT ${week} AS week, count(DISTINCT t.participant) ${within} AND t.steps >= 1000 GROUP BY week`,
  steps: `SELECT t.steps / 1000 AS bin, count(*), count(DISTINCT t.participant), avg(t.steps) ${within} GROUP BY bin`,
  centres: `SELECT p.centre, ${week} AS week, count(DISTINCT t.participant), avg(t.steps) ${within} GROUP BY p.centre, week`,
  arrival: `SELECT CAST(julianday(t.synced_on) - julianday(t.date) AS INTEGER) AS lag, count(*) ${within} GROUP BY lag`,
  quality: `SELECT ${week} AS week, t.state, t.trust, count(*), count(DISTINCT t.participant) ${within} GROUP BY week, t.state, t.trust`,
  points: `SELECT strftime('%Y-%m', at_ms / 1000 + 32400, 'unixepoch') AS month, rule, sum(points), count(DISTINCT participant)
    FROM points.entry WHERE account = 'pedometer' AND :from <= :to GROUP BY month, rule`,
  whatIf: `SELECT substr(t.date, 1, 7) AS month, sum(CASE WHEN t.steps >= 8000 THEN 3 WHEN t.steps >= 5000 THEN 2 WHEN t.steps >= 3000 THEN 1 ELSE 0 END)
    ${within} AND julianday(t.synced_on) - julianday(t.date) < 30 GROUP BY month`,
};

const [folder = '', from = '', to = ''] = process.argv.slice(2);
const database = new DatabaseSync(join(folder, 'cloud.sqlite'), { readOnly: true });
database.exec(`ATTACH '${join(folder, 'points.sqlite')}' AS points`);
const took = Object.entries(statements).map(([name, sql]) => {
  const startedMs = performance.now();
  database.prepare(sql).all({ from, to });
  return [name, performance.now() - startedMs] as const;
});
database.close();
console.log(JSON.stringify(Object.fromEntries(took)));
