/** Checkers of visits to centres: they were made, by whoever had the pedometer, and each that was made is there. */
import { batchSchema, type VisitReport } from '../../../contract/batch.ts';
import type { DeviceSerial, GatewayId } from '../../../contract/ids.ts';
import { decodePage, verifyPage } from '../../../contract/page.ts';
import { localDate } from '../../../runtime/clock.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';
import type { LoanTruth, TownTruth, VisitTruth } from '../truth/town-truth.ts';
import type { Books } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

interface VisitRow {
  readonly device: DeviceSerial;
  readonly date: string;
  readonly participant: string;
  readonly gateway: GatewayId;
}

/** Whole-second uptimes and a visit's own length. */
const stampErrorMs = 5_000;

export const visitsAreThoseThatWereMade = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  if (town.visits === undefined) return [];
  const rows = cloud
    .prepare('SELECT device, date, participant, gateway FROM centre_visit')
    .all() as unknown as readonly VisitRow[];
  const made = Map.groupBy(town.visits, ({ device }) => device);
  const held = new Set(rows.map(keyOf));
  const invented = rows
    .filter((row) => !(made.get(row.device) ?? []).some((visit) => mayBe(row, visit, town)))
    .map((row) => `never made: ${keyOf(row)}`);
  const due = dueVisits(town, cloud);
  const missing = [...due].filter((key) => !held.has(key)).map((key) => `not there: ${key}`);
  const plain = plainDevices(town, cloud);
  const undue = rows
    .filter((row) => plain.has(row.device) && !due.has(keyOf(row)))
    .map((row) => `nobody brought: ${keyOf(row)}`);
  return wrongs('visits to centres are those that were made', [...invented, ...missing, ...undue]);
};

/** Where some gateway's clock was wrong it may have told another day and another holder. */
const mayBe = (row: VisitRow, visit: VisitTruth, { zone, loans, clockErrorMs }: TownTruth): boolean => {
  if (!visit.wasClockRight) return true;
  const errorMs = stampErrorMs + clockErrorMs;
  const [fromMs, toMs] = [visit.fromMs - errorMs, visit.toMs + errorMs];
  const isDate = [fromMs, toMs].some((ms) => localDate(ms, zone).toString() === row.date);
  return (
    isDate && loans.some((loan) => loan.participant === row.participant && overlaps(loan, row.device, fromMs, toMs))
  );
};

/** Read from the journal with nothing but the keys and the loans: signed pages, and a clock that nobody ever contradicted. */
const dueVisits = (town: TownTruth, cloud: Books['cloud']): ReadonlySet<string> => {
  const plain = plainDevices(town, cloud);
  const keys = new Map(town.devices.map(({ serial, key }) => [serial, key]));
  const batches = cloud.prepare("SELECT body FROM journal WHERE kind = 'batch'").all();
  const due = new Set<string>();
  for (const row of batches) {
    const { gateway, visits } = batchSchema.parse(JSON.parse(new TextDecoder().decode(row['body'] as Uint8Array)));
    for (const visit of visits) {
      const { device, stamp } = visit;
      if (stamp?.trusted !== true || !plain.has(device) || !isSigned(visit, keys.get(device))) continue;
      const holder = town.loans.find((loan) => overlaps(loan, device, stamp.gateway, stamp.gateway + 1));
      if (holder === undefined) continue;
      const date = localDate(stamp.gateway, town.zone).toString();
      due.add(keyOf({ device, date, participant: holder.participant, gateway }));
    }
  }
  return due;
};

/** Pedometers of which no visit ever was in doubt. */
const plainDevices = (town: TownTruth, cloud: Books['cloud']): ReadonlySet<DeviceSerial> => {
  const doubted = new Set(
    cloud
      .prepare(
        `SELECT device FROM quarantine WHERE reason IN ('clock-contradiction', 'from-the-future', 'unknown-device')
         UNION SELECT device FROM stamp WHERE believed = 0`,
      )
      .all()
      .map((row) => row['device']),
  );
  return new Set(town.devices.map(({ serial }) => serial).filter((serial) => !doubted.has(serial)));
};

const isSigned = ({ device, pages = [] }: VisitReport, key: Uint8Array | undefined): boolean =>
  key !== undefined &&
  pages.some((text) => {
    const bytes = Uint8Array.fromBase64(text);
    return decodePage(bytes).kind === 'decoded' && verifyPage(bytes, key, device, hmacSha256);
  });

const overlaps = (loan: LoanTruth, device: DeviceSerial, fromMs: number, toMs: number): boolean =>
  loan.device === device && loan.fromMs < toMs && (loan.toMs ?? Infinity) > fromMs;

const keyOf = ({ device, date, participant, gateway }: VisitRow): string =>
  `${device} of ${participant} on ${date} at ${gateway}`;
