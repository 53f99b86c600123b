/** Exports before: what was handed on, to whom, by whom and why, and how often it was fetched, newest first. */
import type { Exports, LoggedExport } from '../../../contract/records-export.ts';
import { formatNames } from '../view/format-names.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import { ListPages } from './list-pages.tsx';
import { ListTable, type Column } from './list-table.tsx';
import { Moment } from './moments.tsx';

export const ExportsBefore = ({ told, from }: { readonly told: Exports; readonly from: string }) => {
  const desk = useDesk();
  const text = desk.words.records;
  const { exports, total } = told;
  return (
    <section class="panel" aria-labelledby="before-title">
      <h2 id="before-title">{text.before}</h2>
      {exports.length === 0 ? (
        <p class="empty">{text.beforeEmpty}</p>
      ) : (
        <ListTable rows={exports} keyOf={({ id }) => id} columns={columnsOf(desk)} label={text.before} />
      )}
      <ListPages
        from={from}
        shown={exports.length}
        total={total}
        placeOf={(rows) => ({ kind: 'records', from: rows })}
      />
    </section>
  );
};

const columnsOf = (desk: Desk): readonly Column<LoggedExport>[] => {
  const { words, formats } = desk;
  const text = words.records;
  return [
    { name: text.column.when, cell: ({ at }) => <Moment at={at} /> },
    {
      name: text.column.who,
      cell: ({ actor, via }) => (via === 'command' ? `${actor}${words.clauseMark}${text.byCommand}` : actor),
    },
    {
      name: text.column.recipient,
      cell: ({ recipient, reason }) => (
        <>
          {recipient}
          <span class="entry-aside">{words.person.reasonOf(reason)}</span>
        </>
      ),
    },
    {
      name: text.column.what,
      cell: ({ what, format, from, to, centre }) => (
        <>
          {`${text.kinds[what]}${words.clauseMark}${formatNames[format]}`}
          <span class="entry-aside">
            {[text.period(formats.longDate(from), formats.longDate(to)), ...(centre === null ? [] : [centre])].join(
              words.clauseMark,
            )}
          </span>
        </>
      ),
    },
    {
      name: text.column.sent,
      cell: ({ deliveries }) =>
        deliveries.length === 0
          ? text.notFetched
          : deliveries
              .map(({ rows, outcome }) => (outcome === 'complete' ? text.rows(rows) : text.brokenOff(rows)))
              .join(words.listMark),
    },
  ];
};
