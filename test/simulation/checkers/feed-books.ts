/** Checkers of what follows from the day totals: the feed's revisions, the ledger, and the journal's replay. */
import type { ParticipantId } from '../../../contract/ids.ts';
import { LocalDays } from '../../../ingest/local-days.ts';
import { replayJournal } from '../../../ingest/replay-journal.ts';
import { oraclePoints, type OracleRevision } from '../../../points/points-oracle.ts';
import { verifyLedger } from '../../../points/ledger/verify-ledger.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';
import type { TownTruth } from '../truth/town-truth.ts';
import type { Books } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

interface RevisionRow {
  readonly participant: ParticipantId;
  readonly date: string;
  readonly revision: number;
  readonly steps: number;
  readonly state: string;
  readonly synced_on: string;
}

const revisionSql = 'SELECT participant, date, revision, steps, state, synced_on FROM day_revision';

/** In the order in which they were said they count 1, 2, 3 …; and the points have each just as it was said. */
export const revisionsStrictlyGrow = (_town: TownTruth, { cloud, points }: Books): readonly Wrong[] => {
  const said = cloud.prepare(`${revisionSql} ORDER BY id`).all() as unknown as readonly RevisionRow[];
  const last = new Map<string, number>();
  const shrunk = said.flatMap(({ participant, date, revision }) => {
    const before = last.get(`${participant} ${date}`) ?? 0;
    last.set(`${participant} ${date}`, revision);
    return revision === before + 1 ? [] : [`${participant} ${date}: revision ${revision} comes after ${before}`];
  });
  const heard = points.prepare(revisionSql).all() as unknown as readonly RevisionRow[];
  const saidTexts = new Set(said.map(textOf));
  const heardTexts = new Set(heard.map(textOf));
  const invented = heard.filter((row) => !saidTexts.has(textOf(row))).map((row) => `never said: ${textOf(row)}`);
  const unheard = said.filter((row) => !heardTexts.has(textOf(row))).map((row) => `not arrived: ${textOf(row)}`);
  return wrongs('revisions of the feed strictly grow', [...shrunk, ...invented, ...unheard]);
};

/** Every day's entries add up to what a naive reading of the rule gives for its revisions; and the chain holds. */
export const theLedgerIsWhatTheOracleSays = (_town: TownTruth, { cloud, points }: Books): readonly Wrong[] => {
  const said = cloud.prepare(revisionSql).all() as unknown as readonly RevisionRow[];
  const credited = new Map(
    points
      .prepare('SELECT participant, date, sum(points) AS points FROM entry GROUP BY participant, date')
      .all()
      .map((row) => [`${String(row['participant'])} ${String(row['date'])}`, Number(row['points'])]),
  );
  const days = Map.groupBy(said, ({ participant, date }) => `${participant} ${date}`);
  const wrong = [...new Set([...days.keys(), ...credited.keys()])].flatMap((key) => {
    const owed = oraclePoints((days.get(key) ?? []).map(oracleRevision));
    const has = credited.get(key) ?? 0;
    return owed === has ? [] : [`${key}: ${has} points in the ledger, ${owed} by the rule`];
  });
  const verdict = verifyLedger(points);
  const broken = verdict.kind === 'ok' ? [] : [`the ledger does not hold: ${JSON.stringify(verdict)}`];
  return wrongs('the ledger is what the oracle says', [...broken, ...wrong]);
};

export const replayGivesTheSameBytes = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  const { differences } = replayJournal(cloud, { days: new LocalDays(town.zone), hmac: hmacSha256 });
  const told = differences.map(({ table, key, held, made }) => `${table} ${key}: held ${held}, made ${made}`);
  return wrongs('replaying the journal gives the same bytes', told);
};

const textOf = ({ participant, date, revision, steps, state, synced_on }: RevisionRow): string =>
  `${participant} ${date} r${revision} ${steps} ${state} ${synced_on}`;

const oracleRevision = ({ revision, steps, state, date, synced_on }: RevisionRow): OracleRevision => ({
  revision,
  steps,
  isHeld: state === 'held',
  walkedDay: Date.parse(date) / 86_400_000,
  syncedDay: Date.parse(synced_on) / 86_400_000,
});
