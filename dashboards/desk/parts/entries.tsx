/** Entries: lines of the ledger with the words for why they are there, and the way to take an entered activity back. */
import { Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { DeskEntry } from '../../../contract/desk-entry.ts';
import { accountOf, amountText, useDesk } from '../state/desk.ts';
import { VoidDialog } from './void-dialog.tsx';

export interface EntriesProps {
  readonly id: string;
  readonly entries: readonly DeskEntry[];
  readonly month: string;
  readonly onChanged: () => void;
}

export const Entries = ({ entries, month, onChanged }: EntriesProps) => {
  const { words, formats } = useDesk();
  const text = words.person;
  const [voiding, setVoiding] = useState<DeskEntry | null>(null);
  return (
    <section class="panel" aria-labelledby="entries-title">
      <h2 id="entries-title">{text.entries(entries.length, formats.month(month))}</h2>
      {entries.length === 0 ? (
        <p class="empty">{text.entriesEmpty}</p>
      ) : (
        <table class="entry-table">
          <thead>
            <tr>
              <th scope="col">{text.column.date}</th>
              <th scope="col">{text.column.what}</th>
              <th scope="col" class="number">
                {text.column.points}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.toReversed().map((entry) => (
              <EntryLine key={entry.id} entry={entry} onVoid={() => setVoiding(entry)} />
            ))}
          </tbody>
        </table>
      )}
      {voiding !== null && voiding.claim !== null && (
        <VoidDialog
          claim={voiding.claim}
          sentence={voiding.sentence}
          onClose={(isVoid) => {
            setVoiding(null);
            if (isVoid) onChanged();
          }}
        />
      )}
    </section>
  );
};

const EntryLine = ({ entry, onVoid }: { readonly entry: DeskEntry; readonly onVoid: () => void }) => {
  const desk = useDesk();
  const { words, formats } = desk;
  return (
    <tr class={entry.points < 0 ? 'is-taken' : ''}>
      <th scope="row">{formats.shortDate(entry.date)}</th>
      <td>
        <EntryWords entry={entry} />
        {entry.claim !== null && (
          <button type="button" class="textual entry-void" onClick={onVoid}>
            <Undo2 aria-hidden="true" />
            {words.person.voidClaim}
          </button>
        )}
      </td>
      <td class="number">{words.signed(entry.points, amountText(desk, entry))}</td>
    </tr>
  );
};

/** What an entry is for, and who wrote it why. */
export const EntryWords = ({ entry }: { readonly entry: DeskEntry }) => {
  const { words, language, programme } = useDesk();
  const text = words.person;
  const { kind, reason, actor, reference, reverses, account } = entry;
  const asides = [
    programme.accounts.length > 1 && account !== programme.accounts[0]?.id
      ? accountOf(programme, account)?.name[language]
      : undefined,
    reverses === null ? undefined : text.reverses(reverses),
    reason === null ? undefined : text.reasonOf(reason),
    actor === null ? undefined : text.by(actor),
    reference === null ? undefined : text.referenceOf(reference),
  ].filter((aside) => aside !== undefined);
  return (
    <>
      {kind !== 'credit' && <span class={`tag is-${kind}`}>{text.kind[kind]}</span>}
      <span>{entry.sentence[language]}</span>
      {asides.length > 0 && <span class="entry-aside">{asides.join(words.clauseMark)}</span>}
    </>
  );
};
