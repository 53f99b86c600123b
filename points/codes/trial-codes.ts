/** Trial codes: activity codes over a database in memory, with chance that tells the same story. For this room's tests. */
import { openDatabase } from '../../runtime/database.ts';
import { seededRandom } from '../../runtime/random.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { plainDateSchema, type ParticipantId, type PlainDateText } from '../../contract/ids.ts';
import { factSchema } from '../facts/fact-schema.ts';
import { useKeyOf, type ActivityCode } from './activity-code.ts';
import type { DatabaseSync } from 'node:sqlite';
import { Codes, type CodeOrder, type Issued } from './codes.ts';
import { codesSchema } from './codes-schema.ts';

/** Noon of 21 November 2026 in Japan. */
export const codesNowMs = Date.parse('2026-11-21T12:00:00+09:00');

export const seededBytes = (seed: number): RandomBytes => {
  const random = seededRandom(seed);
  return (length) => Uint8Array.from({ length }, () => random.int(0, 255));
};

export const trialCodes = (seed = 1, programme = 'iwamizawa', zone = 'Asia/Tokyo') => {
  const database = openDatabase(':memory:', [factSchema, codesSchema]);
  return { database, codes: new Codes({ database, programme, zone, randomBytes: seededBytes(seed) }) };
};

/** A poster for 21 and 22 November, save for what is said otherwise. */
export const order = (parts: Partial<CodeOrder> = {}): CodeOrder => ({
  kind: 'venue',
  activity: 'city-event',
  place: '保健センター',
  valid: { kind: 'dates', from: plainDateSchema.parse('2026-11-21'), to: plainDateSchema.parse('2026-11-22') },
  count: 1,
  actor: '佐藤',
  ...parts,
});

/** Writes a claim with the code as the point service does. Throws where the code was used already. */
export const claimWith = (
  database: DatabaseSync,
  code: ActivityCode,
  participant: ParticipantId,
  date: PlainDateText,
): void => {
  const { onceCode, venueUse } = useKeyOf(code, participant, date);
  database
    .prepare(
      `INSERT INTO claim (participant, account, activity, date, evidence, once_code, venue_use, actor, at_ms)
       VALUES (?, 'pedometer', ?, ?, 'code', ?, ?, '佐藤', ?)`,
    )
    .run(participant, code.activity, date, onceCode, venueUse, codesNowMs);
};

/** The first slip of what was issued. */
export const slipOf = (issued: Issued) => {
  const slip = issued.kind === 'issued' ? issued.slips[0] : undefined;
  if (slip === undefined) throw new Error('nothing was issued');
  return slip;
};
