/** Registry import: centres, participants and pedometers from CSV: all of a table or nothing, and again without harm. */
import type { z } from 'zod';
import type { CentreId } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import { problem, readCsvTable, type CsvRow } from './csv-table.ts';
import {
  importedTable,
  refusedImport,
  type ImportChange,
  type ImportOutcome,
  type Problem,
  type Warning,
  type WarningCode,
} from './import-outcome.ts';
import type { Centre, Device, Participant } from './registry-rows.ts';
import type { Registry } from './registry.ts';
import { centreRow, deviceRow, participantRow } from './table-rows.ts';

/** From this age on people take part. */
const ageMin = 18;

/** `centre,name` */
export const importCentres = (registry: Registry, text: string): ImportOutcome =>
  importTable(registry, text, centreRow, {
    idColumn: 'centre',
    idOf: (row) => row.centre,
    heldOf: (row) => registry.centre(row.centre),
    entityOf: (row): Centre => ({ id: row.centre, name: row.name }),
    put: (centre) => registry.putCentre(centre),
    problemsOf: () => [],
    warningsOf: () => [],
  });

/** `participant,name,birthYear,centre`; ages are those of the local year of `nowMs`. */
export const importParticipants = (registry: Registry, text: string, nowMs: number): ImportOutcome => {
  const { year } = localDate(nowMs, registry.zone);
  return importTable(registry, text, participantRow, {
    idColumn: 'participant',
    idOf: (row) => row.participant,
    heldOf: (row) => registry.participant(row.participant),
    entityOf: ({ participant, ...rest }): Participant => ({ id: participant, ...rest }),
    put: (participant) => registry.putParticipant(participant),
    problemsOf: ({ line, value }) => [
      ...unknownCentre(registry, line, value.centre),
      ...(value.birthYear > year ? [problem(line, 'birthYear', 'bad-value', 'is still to come')] : []),
    ],
    warningsOf: ({ line, value }) =>
      year - value.birthYear < ageMin ? [warning(line, 'birthYear', 'under-age', `younger than ${ageMin}`)] : [],
  });
};

/** `serial,key,model,label,capacity,bucketSeconds,centre` */
export const importDevices = (registry: Registry, text: string): ImportOutcome => {
  const stickers = new Map(registry.devices().map((device) => [stickerOf(device), device.serial]));
  return importTable(registry, text, deviceRow, {
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
        warnings.push(warning(line, 'key', 'key-changed', `the key of ${value.serial} is another than before`));
      }
      const other = stickers.get(stickerOf(value));
      if (other !== undefined && other !== value.serial) {
        warnings.push(warning(line, 'label', 'label-twice', `${other} has this number too, at the same centre`));
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
  readonly problemsOf: (row: CsvRow<Row>) => readonly Problem[];
  readonly warningsOf: (row: CsvRow<Row>, held: Entity | undefined) => readonly Warning[];
}

const importTable = <Shape extends Readonly<Record<string, z.ZodType<unknown, string>>>, Entity extends object>(
  registry: Registry,
  text: string,
  schema: z.ZodObject<Shape>,
  table: TableImport<z.output<z.ZodObject<Shape>>, Entity>,
): ImportOutcome => {
  const { rows, problems: unreadable } = readCsvTable(text, schema);
  return registry.atomically(() => {
    const problems = [
      ...unreadable,
      ...duplicates(rows, table.idColumn, table.idOf),
      ...rows.flatMap(table.problemsOf),
    ];
    const entries = rows.map((row) => ({ row, held: table.heldOf(row.value) }));
    const warnings = entries.flatMap(({ row, held }) => table.warningsOf(row, held));
    if (problems.length > 0) return refusedImport(problems, warnings);
    const changes: ImportChange[] = [];
    for (const { row, held } of entries) {
      const entity = table.entityOf(row.value, held);
      if (held !== undefined && isSame(held, entity)) continue;
      table.put(entity);
      changes.push({ kind: held === undefined ? 'added' : 'changed', line: row.line, id: table.idOf(row.value) });
    }
    return importedTable(rows.length, changes, warnings);
  });
};

/** Rows that speak of what an earlier line spoke of already. */
export const duplicates = <Row>(
  rows: readonly CsvRow<Row>[],
  column: string | null,
  idOf: (row: Row) => string,
): readonly Problem[] => {
  const lines = new Map<string, number>();
  return rows.flatMap(({ line, value }) => {
    const first = lines.get(idOf(value));
    if (first !== undefined) return [problem(line, column, 'duplicate', `stands in line ${first} already`)];
    lines.set(idOf(value), line);
    return [];
  });
};

export const warning = (line: number, column: string | null, code: WarningCode, sentence: string): Warning => ({
  line,
  column,
  code,
  sentence,
});

const unknownCentre = (registry: Registry, line: number, centre: CentreId): readonly Problem[] =>
  registry.centre(centre) === undefined
    ? [problem(line, 'centre', 'unknown-centre', `there is no centre ${centre}`)]
    : [];

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
