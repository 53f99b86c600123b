/** Registry tables: a simulated town as the CSV files from which a cloud's registry is filled. */
import Papa from 'papaparse';
import { stepLogModel } from '../../contract/gatt.ts';
import type { SimConfig } from '../sim-config.ts';
import type { Resident, TownPedometer, TownPerson } from './resident.ts';
import { lentAtMs } from './townspeople.ts';

export interface RegistryTables {
  /** `centre,name` */
  readonly centres: string;
  /** `serial,key,model,label,capacity,bucketSeconds,centre`; the key in hex. */
  readonly devices: string;
  /** `participant,name,birthYear,centre` */
  readonly participants: string;
  /** `device,participant,from,to`; every loan runs from the config's first date on. */
  readonly loans: string;
}

/** `spares` are lent to nobody, and who is `waiting` has none. */
export const registryTables = (
  config: SimConfig,
  residents: readonly Resident[],
  spares: readonly TownPedometer[] = [],
  waiting: readonly TownPerson[] = [],
): RegistryTables => {
  const from = Temporal.Instant.fromEpochMilliseconds(lentAtMs(config))
    .toZonedDateTimeISO(config.zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
  return {
    centres: table(
      ['centre', 'name'],
      config.centres.map(({ id, name }) => [id, name]),
    ),
    devices: table(
      ['serial', 'key', 'model', 'label', 'capacity', 'bucketSeconds', 'centre'],
      [...residents, ...spares].map((each) => [
        each.serial,
        each.key.toHex(),
        stepLogModel,
        each.label,
        each.capacityBuckets,
        each.bucketSeconds,
        each.centre,
      ]),
    ),
    participants: table(
      ['participant', 'name', 'birthYear', 'centre'],
      [...residents, ...waiting].map((each) => [each.participant, each.name, each.birthYear, each.centre]),
    ),
    loans: table(
      ['device', 'participant', 'from', 'to'],
      residents.map((each) => [each.serial, each.participant, from, '']),
    ),
  };
};

const table = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${Papa.unparse(
    [columns, ...rows].map((row) => [...row]),
    { newline: '\n', escapeFormulae: true },
  )}\n`;
