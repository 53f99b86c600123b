/** Table seen: what a table would do, or everything that has to be mended in it, line by line; the second prints. */
import { Printer } from 'lucide-preact';
import type { ImportAnswer, ImportLine, ImportRow } from '../../../contract/register-import.ts';
import { useDesk } from '../state/desk.ts';
import { SeenTitle } from './claim-previewed.tsx';
import { changeText } from './history.tsx';
import { ListTable } from './list-table.tsx';

type Possible = Extract<ImportAnswer, { readonly kind: 'possible' }>;
type Faulty = Extract<ImportAnswer, { readonly kind: 'faulty' }>;

/** What a clerk looks at before they trust the rest. */
const rowsShown = 20;

export const TablePossible = ({ seen }: { readonly seen: Possible }) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.tables;
  const { added, changed, unchanged, rows, warnings } = seen;
  const shown = rows.slice(0, rowsShown);
  const contentsOf = ({ kind, changes }: ImportRow): string =>
    changes
      .map((change) =>
        kind === 'added'
          ? `${change.name[desk.language]} ${change.after ?? words.roll.nothing}`
          : changeText(desk, change),
      )
      .join(words.listMark);
  return (
    <>
      <SeenTitle id="preview-title" title={text.rows} />
      {shown.length > 0 && (
        <ListTable
          rows={shown}
          keyOf={({ line }) => String(line)}
          columns={[
            { name: text.column.line, isNumber: true, cell: ({ line }) => words.figure(line) },
            { name: text.column.id, cell: ({ id }) => id },
            { name: text.column.kind, cell: ({ kind }) => text.kind[kind] },
            { name: text.column.what, cell: contentsOf },
          ]}
        />
      )}
      {added + changed > shown.length && <p>{text.moreRows(added + changed - shown.length)}</p>}
      <p>{text.unchanged(unchanged)}</p>
      <Warnings warnings={warnings} />
    </>
  );
};

export const TableFaulty = ({ seen: { problems, warnings } }: { readonly seen: Faulty }) => {
  const { words } = useDesk();
  const text = words.tables;
  return (
    <section class="panel previewed" aria-labelledby="preview-title">
      <SeenTitle id="preview-title" title={text.problemsTitle} />
      <p>{text.problemsNote}</p>
      <Lines lines={problems} />
      <Warnings warnings={warnings} />
      <p class="buttons">
        <button type="button" class="button" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {words.print}
        </button>
      </p>
    </section>
  );
};

export const Warnings = ({ warnings }: { readonly warnings: readonly ImportLine[] }) => {
  const { words } = useDesk();
  if (warnings.length === 0) return null;
  return (
    <details>
      <summary>{words.tables.warnings(warnings.length)}</summary>
      <Lines lines={warnings} />
    </details>
  );
};

const Lines = ({ lines }: { readonly lines: readonly ImportLine[] }) => {
  const { words, language } = useDesk();
  const text = words.tables;
  return (
    <ListTable
      rows={lines}
      keyOf={(line) => JSON.stringify(line)}
      columns={[
        {
          name: text.column.line,
          isNumber: true,
          cell: ({ line }) => (line === null ? text.wholeFile : words.figure(line)),
        },
        { name: text.column.place, cell: ({ column }) => (column === null ? '' : <code>{column}</code>) },
        { name: text.column.problem, cell: ({ sentence }) => sentence[language] },
      ]}
    />
  );
};
