/** People list: the participants of the register as the desk finds them, and as their cards and letters are printed. */
import type { z } from 'zod';
import type { CentreId, DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { Cards, People, PersonRow, peopleQuerySchema } from '../../contract/register-participant.ts';
import { registerRowsMax } from '../../contract/register-terms.ts';
import { isoInstant, localDate } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { Row } from '../registry/registry-rows.ts';
import type { RegisterWorld } from './register-world.ts';
import { readQuery } from './typed-query.ts';

const running = 'l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)';
const holders = `SELECT l.participant FROM device d JOIN loan l ON l.device = d.serial
  WHERE (d.label = :typed COLLATE NOCASE OR d.serial = :typed) AND ${running}`;
const fits = `(:centre = '' OR p.centre = :centre)
  AND (:pedometer = 'any' OR EXISTS (SELECT 1 FROM loan l WHERE l.participant = p.id AND ${running}) = (:pedometer = 'with'))`;
const matches = `(p.id LIKE :pattern ESCAPE '\\' OR p.name LIKE :pattern ESCAPE '\\' OR p.nickname LIKE :pattern ESCAPE '\\'
  OR p.id IN (${holders}))`;
const told = `SELECT p.*, c.name AS centre_name, l.device, l.from_ms, d.label`;
const joined = `JOIN centre c ON c.id = p.centre
  LEFT JOIN loan l ON l.participant = p.id AND ${running} LEFT JOIN device d ON d.serial = l.device`;
const byMatch = `upper(p.id) <> upper(:typed), p.id NOT IN (${holders}), p.id`;

const sql = {
  one: `${told} FROM participant p ${joined} WHERE p.id = :id`,
  /** The page is found by number alone, and only then looked at: the last of 2,000 pages is as soon there as the first. */
  browse: `${told} FROM (SELECT p.* FROM participant p WHERE ${fits} ORDER BY p.id LIMIT :limit OFFSET :from) p ${joined}
    ORDER BY p.id`,
  browsing: `SELECT count(*) AS n FROM participant p WHERE ${fits}`,
  search: `${told} FROM (SELECT p.* FROM participant p WHERE ${fits} AND ${matches} ORDER BY ${byMatch} LIMIT :limit OFFSET :from) p
    ${joined} ORDER BY ${byMatch}`,
  searching: `SELECT count(*) AS n FROM participant p WHERE ${fits} AND ${matches}`,
  all: 'SELECT count(*) AS n FROM participant',
  ofCentre: `SELECT p.id, p.name, p.nickname, d.label FROM participant p
    LEFT JOIN loan l ON l.participant = p.id AND ${running} LEFT JOIN device d ON d.serial = l.device
    WHERE p.centre = :centre ORDER BY p.id`,
  same: `SELECT id FROM participant WHERE name = :name AND birth_year = :year AND id <> :id
    AND (birth_date IS NULL OR :date IS NULL OR birth_date = :date) ORDER BY id LIMIT 3`,
} as const;

export class PeopleList {
  readonly #world: RegisterWorld;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld) {
    this.#world = world;
    this.#prepared = new Prepared(world.store.database);
  }

  page({ query, centre, pedometer, from }: z.output<typeof peopleQuerySchema>): People {
    const now = this.#world.clock.wallMs();
    const asked = readQuery(query);
    const fitting = asked.typed === '' ? { now, centre, pedometer } : { now, centre, pedometer, ...asked };
    const [page, count] = asked.typed === '' ? [sql.browse, sql.browsing] : [sql.search, sql.searching];
    return {
      participants: this.#prepared
        .of(page)
        .all({ ...fitting, limit: registerRowsMax, from })
        .map((row) => this.#rowOf(row)),
      total: this.#count(count, fitting),
      registered: this.#count(sql.all),
    };
  }

  one(id: ParticipantId): PersonRow | undefined {
    const row = this.#prepared.of(sql.one).get({ id, now: this.#world.clock.wallMs() });
    return row === undefined ? undefined : this.#rowOf(row);
  }

  ofCentre(centre: CentreId): Cards['participants'] {
    return this.#prepared
      .of(sql.ofCentre)
      .all({ centre, now: this.#world.clock.wallMs() })
      .map((row) => ({
        id: row['id'] as ParticipantId,
        name: row['name'] as string,
        nickname: row['nickname'] as string | null,
        label: row['label'] as string | null,
      }));
  }

  /** Others who may be the same person. */
  same(id: string, name: string, year: number, date: PlainDateText | null): readonly ParticipantId[] {
    const rows = this.#prepared.of(sql.same).all({ id, name, year, date });
    return rows.map((row) => row['id'] as ParticipantId);
  }

  #count(text: string, values: Readonly<Record<string, string | number>> = {}): number {
    return Number(this.#prepared.of(text).get(values)?.['n']);
  }

  #rowOf(row: Row): PersonRow {
    const { clock, store } = this.#world;
    const today = localDate(clock.wallMs(), store.registry.zone);
    const birthDate = row['birth_date'] as PlainDateText | null;
    const birthYear = row['birth_year'] as number;
    const device = row['device'] as DeviceSerial | null;
    return {
      id: row['id'] as ParticipantId,
      name: row['name'] as string,
      birthYear,
      birthDate,
      centre: { id: row['centre'] as CentreId, name: row['centre_name'] as string },
      nickname: row['nickname'] as string | null,
      age: ageOf(birthYear, birthDate, today),
      pedometer:
        device === null ? null : { device, label: row['label'] as string, since: isoInstant(row['from_ms'] as number) },
    };
  }
}

/** Where the year alone is known, the age reached in this one. */
const ageOf = (birthYear: number, birthDate: string | null, today: Temporal.PlainDate): number | null => {
  if (birthDate === null) return birthYear > today.year ? null : today.year - birthYear;
  return Temporal.PlainDate.from(birthDate).until(today, { largestUnit: 'years' }).years;
};
