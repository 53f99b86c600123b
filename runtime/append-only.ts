/** Append-only: triggers by which SQLite itself refuses to change, delete or replace what is written down once and for all. */

/**
 * SQL after `CREATE TABLE table`. `keys`: every column, or group of columns, that is unique: INSERT OR REPLACE would delete
 * the older row without asking the trigger on DELETE, so a row that is there already may not be written again.
 */
export const appendOnly = (table: string, keys: readonly (readonly [string, ...string[]])[]): string => `
CREATE TRIGGER ${table}_is_not_updated BEFORE UPDATE ON ${table}
  BEGIN SELECT raise(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_is_not_deleted BEFORE DELETE ON ${table}
  BEGIN SELECT raise(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_is_not_replaced BEFORE INSERT ON ${table}
  WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${keys.map(sameKey).join(' OR ')})
  BEGIN SELECT raise(ABORT, '${table} is append-only'); END;
`;

const sameKey = (columns: readonly string[]): string =>
  `(${columns.map((column) => `${column} = NEW.${column}`).join(' AND ')})`;
