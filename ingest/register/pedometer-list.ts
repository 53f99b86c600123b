/** Pedometers: the pedometers of the register as the desk lists them, counts them and prints their labels. */
import type { CentreId, DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { Stock } from '../../contract/register-centre.ts';
import type { Labels, PedometerRow, Pedometers, pedometersQuerySchema } from '../../contract/register-pedometer.ts';
import { registerRowsMax } from '../../contract/register-terms.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Row } from '../registry/registry-rows.ts';
import type { z } from 'zod';
import { pedometerSql } from './pedometer-sql.ts';
import type { RegisterWorld } from './register-world.ts';
import { limitValues, stockLegend, stockLimits } from './stock-limits.ts';
import { readQuery } from './typed-query.ts';

export class PedometerList {
  readonly #world: RegisterWorld;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld) {
    this.#world = world;
    this.#prepared = new Prepared(world.store.database);
  }

  page({ query, centre, standing, from }: z.output<typeof pedometersQuerySchema>): Pedometers {
    const fitting = { ...this.#limits(), ...readQuery(query), centre, standing };
    const rows = this.#prepared.of(pedometerSql.page).all({ ...fitting, limit: registerRowsMax, from });
    return {
      pedometers: rows.map(pedometerRowOf),
      total: Number(this.#prepared.of(pedometerSql.fitting).get(fitting)?.['n']),
      registered: Number(this.#prepared.of(pedometerSql.all).get()?.['n']),
    };
  }

  one(serial: DeviceSerial): PedometerRow | undefined {
    const row = this.#prepared.of(pedometerSql.one).get({ ...this.#limits(), serial });
    return row === undefined ? undefined : pedometerRowOf(row);
  }

  ofCentre(centre: CentreId): Labels['pedometers'] {
    const { now } = this.#limits();
    // Nothing that is due is asked for.
    const limits = { now, batteryBelow: 0, swapBefore: '', heardBefore: 0 };
    return this.#prepared
      .of(pedometerSql.ofCentre)
      .all({ ...limits, centre })
      .map((row) => ({
        device: row['serial'] as DeviceSerial,
        label: row['label'] as string,
        status: row['status'] as DeviceStatus,
      }));
  }

  stock(): Stock {
    const rows = this.#prepared.of(pedometerSql.stock).all(this.#limits());
    const ofCentre = Map.groupBy(rows, (row) => row['centre'] as CentreId);
    return {
      centres: this.#world.store.registry
        .centres()
        .map(({ id, name }) => ({ centre: { id, name }, ...countsOf(ofCentre.get(id) ?? []) })),
      all: countsOf(rows),
      limits: stockLimits,
      legend: stockLegend,
    };
  }

  #limits() {
    return limitValues(this.#world.clock.wallMs(), this.#world.store.registry.zone);
  }
}

const countsOf = (rows: readonly Row[]): Stock['all'] => {
  const sum = (column: string, status?: DeviceStatus): number =>
    rows
      .filter((row) => status === undefined || row['status'] === status)
      .reduce((total, row) => total + Number(row[column]), 0);
  return {
    inStock: sum('n', 'in-stock'),
    onLoan: sum('n', 'on-loan'),
    returned: sum('n', 'returned'),
    lost: sum('n', 'lost'),
    repair: sum('n', 'repair'),
    retired: sum('n', 'retired'),
    total: sum('n'),
    batteryDue: sum('battery_due'),
    silent: sum('silent'),
  };
};

const pedometerRowOf = (row: Row): PedometerRow => ({
  device: row['serial'] as DeviceSerial,
  label: row['label'] as string,
  model: row['model'] as string,
  centre: { id: row['centre'] as CentreId, name: row['centre_name'] as string },
  status: row['status'] as DeviceStatus,
  participant: row['participant'] as ParticipantId | null,
  name: row['name'] as string | null,
  since: instantOf(row['from_ms']),
  lastVisitAt: instantOf(row['last_visit_ms']),
  battery: row['battery'] as number | null,
  swappedOn: row['swapped_on'] as PlainDateText | null,
  isBatteryDue: row['battery_due'] === 1,
  isSilent: row['silent'] === 1,
  isLabelTwice: row['label_twice'] === 1,
});

export const instantOf = (ms: unknown): string | null => (typeof ms === 'number' ? isoInstant(ms) : null);
