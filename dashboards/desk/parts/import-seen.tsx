/** Import seen: what a file would change, day class by day class, or everything that has to be mended in it, line by line. */
import { Printer } from 'lucide-preact';
import { importDayClassNames } from '../view/import-classes.ts';
import type { ImportDifference, ImportLines, ImportPreview } from '../../../contract/imports-terms.ts';
import { useDesk } from '../state/desk.ts';
import { SeenTitle } from './claim-previewed.tsx';
import { ListTable } from './list-table.tsx';

export type PossibleImport = Extract<ImportPreview, { readonly kind: 'possible' }>;
export type FaultyImport = Extract<ImportPreview, { readonly kind: 'faulty' }>;

export const ImportPossible = ({ seen }: { readonly seen: PossibleImport }) => {
  const { words, formats } = useDesk();
  const text = words.import;
  const { rows, people, days, repeated, classes, notes, differences, differencesTotal, isKnown } = seen;
  const counted = importDayClassNames.filter((name) => classes[name] > 0);
  return (
    <>
      <SeenTitle id="preview-title" title={text.summaryTitle} />
      <p>{text.summary(rows, people, days)}</p>
      <p>{text.span(formats.longDate(seen.firstDate), formats.longDate(seen.lastDate))}</p>
      {repeated > 0 && <p>{text.repeated(repeated)}</p>}
      <ListTable
        label={text.summaryTitle}
        rows={counted}
        keyOf={(name) => name}
        columns={[
          { name: text.becomes, cell: (name) => text.classes[name] },
          { name: text.dayCount, isNumber: true, cell: (name) => words.figure(classes[name]) },
        ]}
      />
      {isKnown && <p class="note">{text.known}</p>}
      <Earning seen={seen} />
      {differencesTotal > 0 && (
        <details>
          <summary>{text.differences(differencesTotal)}</summary>
          <Differences differences={differences} total={differencesTotal} />
        </details>
      )}
      {notes.total > 0 && (
        <details>
          <summary>{text.notes(notes.total)}</summary>
          <Lines lines={notes} name={text.column.note} />
        </details>
      )}
    </>
  );
};

const Earning = ({ seen: { earning } }: { readonly seen: PossibleImport }) => {
  const { words } = useDesk();
  const text = words.import;
  const told =
    earning === null
      ? [text.noPoints]
      : [
          ...(earning.mayEarn > 0 ? [text.mayEarn(earning.mayEarn)] : []),
          ...(earning.unsigned > 0 ? [text.unsigned(earning.unsigned)] : []),
          ...(earning.tooLate > 0 ? [text.tooLate(earning.tooLate)] : []),
        ];
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="earning-title">
      <h3 id="earning-title">{text.points}</h3>
      {told.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
};

const Differences = ({
  differences,
  total,
}: {
  readonly differences: readonly ImportDifference[];
  readonly total: number;
}) => {
  const { words, formats } = useDesk();
  const text = words.import;
  return (
    <>
      <ListTable
        rows={differences}
        keyOf={({ participant, date }) => `${participant} ${date}`}
        columns={[
          { name: text.column.who, cell: ({ participant }) => participant },
          { name: text.column.date, cell: ({ date }) => formats.longDate(date) },
          { name: text.column.here, isNumber: true, cell: ({ here }) => words.figure(here) },
          {
            name: text.column.there,
            isNumber: true,
            cell: ({ there }) => (there === null ? text.nothingBrought : words.figure(there)),
          },
          { name: text.column.which, cell: (difference) => text.with[difference.with] },
        ]}
      />
      {total > differences.length && <p>{text.more(total - differences.length)}</p>}
    </>
  );
};

export const ImportFaulty = ({ seen: { faults } }: { readonly seen: FaultyImport }) => {
  const { words } = useDesk();
  const text = words.import;
  return (
    <section class="panel previewed" aria-labelledby="preview-title">
      <SeenTitle id="preview-title" title={text.faultsTitle} />
      <p>{text.faultsNote}</p>
      <Lines lines={faults} name={text.column.fault} />
      <p class="buttons">
        <button type="button" class="button" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {words.print}
        </button>
      </p>
    </section>
  );
};

const Lines = ({ lines: { lines, total }, name }: { readonly lines: ImportLines; readonly name: string }) => {
  const { words, language } = useDesk();
  const text = words.import;
  return (
    <>
      <ListTable
        rows={lines}
        keyOf={(line) => JSON.stringify(line)}
        columns={[
          {
            name: text.column.line,
            isNumber: true,
            cell: ({ line }) => (line === null ? text.wholeFile : words.figure(line)),
          },
          { name, cell: ({ sentence }) => sentence[language] },
        ]}
      />
      {total > lines.length && <p>{text.more(total - lines.length)}</p>}
    </>
  );
};
