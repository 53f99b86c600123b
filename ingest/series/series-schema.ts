/** The tables that series stores are fed from, in cloud.sqlite: the day blocks themselves and how far each store has them. */

/**
 * `change` grows with every write of a block and is what feeds go by. Rows are never deleted: a day from which dating or a
 * loan took everything is written again, empty, so that the stores behind a feed hear of it.
 */
export const dayBlockSchema = `
CREATE TABLE day_block (
  date TEXT NOT NULL, device TEXT NOT NULL, participant TEXT, runs BLOB NOT NULL, change INTEGER NOT NULL,
  PRIMARY KEY (date, device)
) WITHOUT ROWID;
CREATE INDEX day_block_device ON day_block(device, date);
CREATE INDEX day_block_change ON day_block(change);
`;

/**
 * `day_moved` remembers, for good, the few days that once lost slots or changed hands: a store may hold points of theirs
 * that writing again does not reach (SeriesDay.moved). `series_cursor` is the last change a store has on its own disk.
 */
export const seriesSchema = `
CREATE TABLE day_moved (date TEXT NOT NULL, device TEXT NOT NULL, PRIMARY KEY (date, device)) WITHOUT ROWID;
CREATE TABLE series_cursor (store TEXT PRIMARY KEY, change INTEGER NOT NULL) WITHOUT ROWID;
`;

/**
 * What is known of each external store: the layout it was filled in, the tags each pedometer's days were written under for each
 * participant ('': nobody), and the days it would not take, which wait for `series check --repair` or for their next change.
 */
export const seriesBookSchema = `
CREATE TABLE series_layout (store TEXT PRIMARY KEY, layout TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE series_tags (
  store TEXT NOT NULL, device TEXT NOT NULL, participant TEXT NOT NULL, tags TEXT NOT NULL,
  PRIMARY KEY (store, device, participant)
) WITHOUT ROWID;
CREATE TABLE series_refused (
  store TEXT NOT NULL, date TEXT NOT NULL, device TEXT NOT NULL, reason TEXT NOT NULL, change INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, PRIMARY KEY (store, date, device)
) WITHOUT ROWID;
`;

/** The last change of which the nightly check has found in each store what the blocks say. */
export const seriesCheckedSchema = `
CREATE TABLE series_checked (store TEXT PRIMARY KEY, change INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;
