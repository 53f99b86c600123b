/** CSV format: one line for each record under named columns, for a spreadsheet or any statistics program (RFC 4180, UTF-8). */
import { dayStates } from '../../../contract/day-total.ts';
import type { RecordKind } from '../../../contract/records-terms.ts';
import { csvLines } from '../../../runtime/csv-lines.ts';
import type { RecordFormat } from './record-format.ts';

const columns: Readonly<Record<RecordKind, readonly string[]>> = {
  days: ['participant', 'date', 'steps', 'state', 'trust', 'revision', 'syncedOn', 'pedometers'],
  intervals: ['participant', 'pedometer', 'date', 'start', 'seconds', 'steps', 'state', 'trust'],
  points: ['participant', 'date', 'account', 'points', 'kind', 'rule', 'ruleVersion', 'writtenAt'],
};

/** In doubt, a day has a line and no number: nobody vouches for one. */
const stepsOf = ({ state, steps }: { readonly state: string; readonly steps: number }): number | null =>
  state === 'held' ? null : steps;

export const csvFormat: RecordFormat = {
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  kinds: ['days', 'intervals', 'points'],
  states: dayStates,
  open: (what, { pseudonyms, times, bom }) => ({
    head: `${bom ? '\uFEFF' : ''}${csvLines([columns[what]])}`,
    days: (rows) =>
      csvLines(
        rows.map((row) => [
          pseudonyms.participant(row.participant),
          row.date,
          stepsOf(row),
          row.state,
          row.trust,
          row.revision,
          row.syncedOn,
          row.devices.map((device) => pseudonyms.device(device)).join(' '),
        ]),
      ),
    intervals: (rows) =>
      csvLines(
        rows.map((row) => [
          pseudonyms.participant(row.participant),
          pseudonyms.device(row.device),
          row.date,
          times.at(row.startMs),
          row.seconds,
          stepsOf(row),
          row.state,
          row.trust,
        ]),
      ),
    points: (rows) =>
      csvLines(
        rows.map((row) => [
          pseudonyms.participant(row.participant),
          row.date,
          row.account,
          row.points,
          row.kind,
          row.rule,
          row.ruleVersion,
          times.at(row.atMs),
        ]),
      ),
    tail: '',
  }),
};
