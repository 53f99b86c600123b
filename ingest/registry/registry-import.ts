/** Registry import: centres, participants and pedometers from CSV: all of a table or nothing, and again without harm. */
import type { Said } from '../../contract/desk-terms.ts';
import type { CentreId } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import { cellChanges } from './cell-changes.ts';
import { problem, readCsvTable, type CsvRow, type CsvTable } from './csv-table.ts';
import {
  importedTable,
  refusedImport,
  type ImportChange,
  type ImportOutcome,
  type Problem,
  type Warning,
  type WarningCode,
} from './import-outcome.ts';
import { birthProblems, isYoungerThan, readParticipantTable } from './participant-table.ts';
import type { Centre, Device, Participant } from './registry-rows.ts';
import type { Registry } from './registry.ts';
import { centreRow, deviceRow } from './table-rows.ts';

/** From this age on people take part. */
export const ageMin = 18;
const underAge = { ja: `${ageMin}歳になっていません`, en: `younger than ${ageMin}` };

/** `centre,name` */
export const importCentres = (registry: Registry, text: string): ImportOutcome =>
  importTable(registry, readCsvTable(text, centreRow), {
    idColumn: 'centre',
    idOf: (row) => row.centre,
    heldOf: (row) => registry.centre(row.centre),
    entityOf: (row): Centre => ({ id: row.centre, name: row.name }),
    put: (centre) => registry.putCentre(centre),
    problemsOf: () => [],
    warningsOf: () => [],
  });

/** `participant,name,birthYear,centre`, with `birthDate` behind or instead of `birthYear`; ages are those at `nowMs`. */
export const importParticipants = (registry: Registry, text: string, nowMs: number): ImportOutcome => {
  const today = localDate(nowMs, registry.zone);
  return importTable(registry, readParticipantTable(text), {
    idColumn: 'participant',
    idOf: (row) => row.participant,
    heldOf: (row) => registry.participant(row.participant),
    entityOf: ({ participant, birth, ...rest }, held): Participant => ({
      id: participant,
      ...rest,
      birthYear: birth.year,
      // A table that speaks of years only does not unsay a day.
      birthDate: birth.date === undefined ? (held?.birthDate ?? null) : birth.date,
      nickname: held?.nickname ?? null,
    }),
    put: (participant) => registry.putParticipant(participant),
    problemsOf: ({ line, value }, held) => [
      ...unknownCentre(registry, line, value.centre),
      ...birthProblems(value.birth, held?.birthDate ?? null, today).map(({ column, sentence }) =>
        problem(line, column, 'bad-value', sentence),
      ),
    ],
    warningsOf: ({ line, value: { birth } }) =>
      isYoungerThan(ageMin, birth, today) ? [warning(line, birth.column, 'under-age', underAge)] : [],
  });
};

/** `serial,key,model,label,capacity,bucketSeconds,centre` */
export const importDevices = (registry: Registry, text: string): ImportOutcome => {
  const stickers = new Map(registry.devices().map((device) => [stickerOf(device), device.serial]));
  return importTable(registry, readCsvTable(text, deviceRow), {
    idColumn: 'serial',
    idOf: (row) => row.serial,
    heldOf: (row) => registry.deviceOf(row.serial),
    entityOf: ({ capacity, ...rest }, held): Device => ({
      ...rest,
      capacityBuckets: capacity,
      status: held?.status ?? 'in-stock',
    }),
    put: (device) => registry.putDevice(device),
    problemsOf: ({ line, value }) => unknownCentre(registry, line, value.centre),
    warningsOf: ({ line, value }, held) => {
      const warnings: Warning[] = [];
      if (held !== undefined && held.key.toHex() !== value.key.toHex()) {
        const sentence = {
          ja: `${value.serial}の鍵が、登録してあるものとちがいます`,
          en: `the key of ${value.serial} is another than before`,
        };
        warnings.push(warning(line, 'key', 'key-changed', sentence));
      }
      const other = stickers.get(stickerOf(value));
      if (other !== undefined && other !== value.serial) {
        const sentence = {
          ja: `同じ拠点の${other}も、この番号です`,
          en: `${other} has this number too, at the same centre`,
        };
        warnings.push(warning(line, 'label', 'label-twice', sentence));
      }
      stickers.set(stickerOf(value), value.serial);
      return warnings;
    },
  });
};

/** How one table becomes entities of the registry. */
interface TableImport<Row, Entity> {
  readonly idColumn: string;
  readonly idOf: (row: Row) => string;
  readonly heldOf: (row: Row) => Entity | undefined;
  readonly entityOf: (row: Row, held: Entity | undefined) => Entity;
  readonly put: (entity: Entity) => void;
  readonly problemsOf: (row: CsvRow<Row>, held: Entity | undefined) => readonly Problem[];
  readonly warningsOf: (row: CsvRow<Row>, held: Entity | undefined) => readonly Warning[];
}

const importTable = <Row, Entity extends object>(
  registry: Registry,
  { rows, problems: unreadable }: CsvTable<Row>,
  table: TableImport<Row, Entity>,
): ImportOutcome =>
  registry.atomically(() => {
    const entries = rows.map((row) => ({ row, held: table.heldOf(row.value) }));
    const problems = [
      ...unreadable,
      ...duplicates(rows, table.idColumn, table.idOf),
      ...entries.flatMap(({ row, held }) => table.problemsOf(row, held)),
    ];
    const warnings = entries.flatMap(({ row, held }) => table.warningsOf(row, held));
    if (problems.length > 0) return refusedImport(problems, warnings);
    const changes: ImportChange[] = [];
    for (const { row, held } of entries) {
      const entity = table.entityOf(row.value, held);
      if (held !== undefined && isSame(held, entity)) continue;
      table.put(entity);
      const kind = held === undefined ? 'added' : 'changed';
      changes.push({ kind, line: row.line, id: table.idOf(row.value), cells: cellChanges(held, entity) });
    }
    return importedTable(rows.length, changes, warnings);
  });

/** Rows that speak of what an earlier line spoke of already. */
export const duplicates = <Row>(
  rows: readonly CsvRow<Row>[],
  column: string | null,
  idOf: (row: Row) => string,
): readonly Problem[] => {
  const lines = new Map<string, number>();
  return rows.flatMap(({ line, value }) => {
    const first = lines.get(idOf(value));
    if (first !== undefined) {
      const sentence = { ja: `${first}行目に、もう書いてあります`, en: `stands in line ${first} already` };
      return [problem(line, column, 'duplicate', sentence)];
    }
    lines.set(idOf(value), line);
    return [];
  });
};

export const warning = (line: number, column: string | null, code: WarningCode, sentence: Said): Warning => ({
  line,
  column,
  code,
  sentence,
});

const unknownCentre = (registry: Registry, line: number, centre: CentreId): readonly Problem[] =>
  registry.centre(centre) === undefined
    ? [problem(line, 'centre', 'unknown-centre', noSuch('拠点', 'centre', centre))]
    : [];

export const noSuch = (ja: string, en: string, id: string): Said => ({
  ja: `${id}という${ja}はありません`,
  en: `there is no ${en} ${id}`,
});

const stickerOf = (device: { readonly centre: CentreId; readonly label: string }): string =>
  `${device.centre}/${device.label}`;

/** Both are flat and have the same keys. */
const isSame = <Entity extends object>(a: Entity, b: Entity): boolean => {
  const others = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([key, value]) => {
    const other = others.get(key);
    return value instanceof Uint8Array && other instanceof Uint8Array
      ? value.toHex() === other.toHex()
      : value === other;
  });
};
