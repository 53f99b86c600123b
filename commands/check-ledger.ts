/** Check ledger: what `ledger verify` says of a ledger, in the words of backups. */
import type { CheckLedger } from '../ingest/jobs/backup/check-copy.ts';
import { verifyLedger } from '../points/ledger/verify-ledger.ts';

export const checkLedger: CheckLedger = (database) => {
  const verdict = verifyLedger(database);
  if (verdict.kind === 'ok') return { kind: 'ok', hash: verdict.hash };
  return { kind: 'broken', why: verdict.kind === 'broken' ? `entry ${verdict.entry} is ${verdict.why}` : verdict.what };
};
