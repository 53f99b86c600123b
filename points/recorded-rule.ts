/** Recorded rule: the ledger remembers what each rule version decided, so that old entries stay explainable. */
import type { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../runtime/fault.ts';
import { decidingText, type Rule } from './rule-file.ts';

/**
 * Writes the rule down when its version is new. Throws OperatorError `rule-changed` when the same version decided
 * otherwise before, and `rule-other-programme` when the ledger belongs to another programme.
 */
export const recordRule = (database: DatabaseSync, rule: Rule): void => {
  const { programme, version } = rule;
  const other = database.prepare('SELECT programme FROM rule WHERE programme <> ? LIMIT 1').get(programme);
  if (other !== undefined)
    throw new OperatorError(
      'rule-other-programme',
      `This ledger belongs to the programme ${String(other['programme'])}, the rule file to ${programme}`,
      'Give each programme a points.sqlite of its own.',
    );
  const decides = decidingText(rule);
  database
    .prepare('INSERT INTO rule (programme, version, decides) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(programme, version, decides);
  const recorded = database
    .prepare('SELECT decides FROM rule WHERE programme = ? AND version = ?')
    .get(programme, version);
  if (recorded?.['decides'] === decides) return;
  throw new OperatorError(
    'rule-changed',
    `Version ${version} of ${programme} decides other points than when the ledger recorded it`,
    'Give the changed rule file the next version number.',
  );
};
