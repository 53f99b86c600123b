/** Registry import: centres, participants and pedometers from CSV: a table with one bad line changes nothing, and a good one may come again without harm. */
import type { z } from 'zod';
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
import { nicknameFault, type NicknameFault } from './nickname.ts';
import { birthProblems, isYoungerThan, readParticipantTable } from './participant-table.ts';
import type { Centre, Device, Participant } from './registry-rows.ts';
import type { Registry } from './registry.ts';
import { centreRow, deviceRow, deviceRowWithoutKey } from './table-rows.ts';
import { atOnce, type TableSteps } from './table-steps.ts';

/** From this age on people take part. */
export const ageMin = 18;
const underAge = { ja: `${ageMin}歳になっていません`, en: `younger than ${ageMin}` };

/** `centre,name` */
export const importCentres = (registry: Registry, text: string): ImportOutcome =>
  atOnce(registry, centreSteps(registry, text));

export const centreSteps = (registry: Registry, text: string): TableSteps =>
  tableSteps(readCsvTable(text, centreRow), {
    idColumn: 'centre',
    idOf: (row) => row.centre,
    heldOf: (row) => registry.centre(row.centre),
    entityOf: (row): Centre => ({ id: row.centre, name: row.name }),
    put: (centre) => registry.putCentre(centre),
    problemsOf: () => [],
    warningsOf: () => [],
  });

/** `participant,name,birthYear,centre`, with `birthDate` behind or instead of `birthYear`, and `nickname` at the end; ages are those at `nowMs`. */
export const importParticipants = (registry: Registry, text: string, nowMs: number): ImportOutcome =>
  atOnce(registry, participantSteps(registry, text, nowMs));

export const participantSteps = (registry: Registry, text: string, nowMs: number): TableSteps => {
  const today = localDate(nowMs, registry.zone);
  return tableSteps(readParticipantTable(text), {
    idColumn: 'participant',
    idOf: (row) => row.participant,
    heldOf: (row) => registry.participant(row.participant),
    entityOf: ({ participant, name, centre, birth, nickname }, held): Participant => ({
      id: participant,
      name,
      centre,
      birthYear: birth.year,
      // A table that speaks of years only does not unsay a day.
      birthDate: birth.date === undefined ? (held?.birthDate ?? null) : birth.date,
      nickname: nickname === undefined ? nicknameKept(name, held) : nickname,
    }),
    put: (participant) => registry.putParticipant(participant),
    problemsOf: ({ line, value }, held) => [
      ...unknownCentre(registry, line, value.centre),
      ...birthProblems(value.birth, held?.birthDate ?? null, today).map(({ column, sentence }) =>
        problem(line, column, 'bad-value', sentence),
      ),
      ...nicknameProblems(line, value.nickname, value.name),
    ],
    warningsOf: ({ line, value: { birth } }) =>
      isYoungerThan(ageMin, birth, today) ? [warning(line, birth.column, 'under-age', underAge)] : [],
  });
};

/** As the registry keeps it: one that would tell a new name is dropped. */
const nicknameKept = (name: string, held: Participant | undefined): string | null => {
  const nickname = held?.nickname ?? null;
  return nickname === null || nicknameFault(nickname, name) !== undefined ? null : nickname;
};

const nicknameProblems = (line: number, nickname: string | null | undefined, name: string): readonly Problem[] => {
  const fault = typeof nickname === 'string' ? nicknameFault(nickname, name) : undefined;
  return fault === undefined ? [] : [problem(line, 'nickname', 'bad-value', nicknameSentences[fault])];
};
const nicknameSentences: Readonly<Record<NicknameFault, Said>> = {
  'bad-nickname': { ja: 'よび名に使えない文字があります', en: 'has characters that cannot be shown' },
  'tells-the-name': {
    ja: '名前が入っています。よび名は画面に出るので、名前は使えません',
    en: 'tells the name, and is shown on the screen, where no name may stand',
  },
};

/** `serial,key,model,label,capacity,bucketSeconds,centre`; without `key` for pedometers that are registered already. */
export const importDevices = (registry: Registry, text: string): ImportOutcome =>
  atOnce(registry, deviceSteps(registry, text));

export const deviceSteps = (registry: Registry, text: string): TableSteps => {
  const stickers = new Map(registry.devices().map((device) => [stickerOf(device), device.serial]));
  return tableSteps(readDeviceTable(text), {
    idColumn: 'serial',
    idOf: (row) => row.serial,
    heldOf: (row) => registry.deviceOf(row.serial),
    entityOf: ({ capacity, key, ...rest }, held): Device => ({
      ...rest,
      // A row of a pedometer that is not registered is refused without one.
      key: key ?? held?.key ?? new Uint8Array(),
      capacityBuckets: capacity,
      status: held?.status ?? 'in-stock',
    }),
    put: (device) => registry.putDevice(device),
    problemsOf: ({ line, value }, held) => [
      ...unknownCentre(registry, line, value.centre),
      ...(value.key === undefined && held === undefined ? [problem(line, 'serial', 'key-missing', keyMissing)] : []),
    ],
    warningsOf: ({ line, value }, held) => {
      const warnings: Warning[] = [];
      if (held !== undefined && value.key !== undefined && held.key.toHex() !== value.key.toHex()) {
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

type DeviceLine = z.output<typeof deviceRowWithoutKey> & Partial<z.output<typeof deviceRow>>;
const readDeviceTable = (text: string): CsvTable<DeviceLine> =>
  readCsvTable<typeof deviceRow | typeof deviceRowWithoutKey>(text, deviceRow, deviceRowWithoutKey);
const keyMissing = {
  ja: '登録されていない歩数計です。新しく登録するには、鍵(key)の列がいります',
  en: 'is not registered; to register it, the table needs the column key',
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

function* tableSteps<Row, Entity extends object>(
  { rows, problems: unreadable }: CsvTable<Row>,
  table: TableImport<Row, Entity>,
): TableSteps {
  const entries = rows.map((row) => ({ row, held: table.heldOf(row.value) }));
  const problems = [
    ...unreadable,
    ...duplicates(rows, table.idColumn, table.idOf),
    ...entries.flatMap(({ row, held }) => table.problemsOf(row, held)),
  ];
  const warnings = entries.flatMap(({ row, held }) => table.warningsOf(row, held));
  if (problems.length > 0) return refusedImport(problems, warnings);
  const changes: ImportChange[] = [];
  for (const row of rows) {
    yield;
    // Somebody may have changed it since the table was judged.
    const held = table.heldOf(row.value);
    const entity = table.entityOf(row.value, held);
    if (held !== undefined && isSame(held, entity)) continue;
    table.put(entity);
    const kind = held === undefined ? 'added' : 'changed';
    const cells = cellChanges(held, entity).filter(({ column }) => column !== 'id' && column !== 'serial');
    changes.push({ kind, line: row.line, id: table.idOf(row.value), cells });
  }
  return importedTable(rows.length, changes, warnings);
}

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
