/** History: what happened to a person or pedometer and who said so, newest first; a hand-over can be taken back from here. */
import { Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { FieldChange, HistoryEntry, SaidBy } from '../../../contract/register-terms.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import { Moment, useMomentText } from './moments.tsx';
import { UndoPanel } from './undo-panel.tsx';

/** Older ones are a press away. */
const shownFirst = 12;
/** What is heard of within a few minutes was told at once. */
const atOnceMs = 15 * 60_000;

export const byText = ({ words }: Desk, by: SaidBy): string => {
  const text = words.roll.by;
  switch (by.kind) {
    case 'desk':
      return text.desk(by.actor);
    case 'centre':
      return text.centre(by.name);
    case 'import':
      return text.table(by.actor);
  }
};

export interface HistoryProps {
  readonly entries: readonly HistoryEntry[];
  readonly onChanged: () => void;
}

export const History = ({ entries, onChanged }: HistoryProps) => {
  const { words } = useDesk();
  const text = words.roll;
  const [undoing, setUndoing] = useState<HistoryEntry | null>(null);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(0, shownFirst);
  return (
    <section class="panel" aria-labelledby="history-title">
      <h2 id="history-title">{text.history(entries.length)}</h2>
      {entries.length === 0 && <p class="empty">{text.historyEmpty}</p>}
      {undoing !== null && undoing.handOver !== null && (
        <UndoPanel
          key={undoing.handOver}
          handOver={undoing.handOver}
          onUndone={onChanged}
          onClose={() => setUndoing(null)}
        />
      )}
      <ol class="timeline">
        {shown.map((entry, index) => (
          <HistoryLine key={index} entry={entry} onUndo={() => setUndoing(entry)} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <button type="button" class="textual" onClick={() => setWhole(true)}>
          {text.older(entries.length - shown.length)}
        </button>
      )}
    </section>
  );
};

const HistoryLine = ({ entry, onUndo }: { readonly entry: HistoryEntry; readonly onUndo: () => void }) => {
  const desk = useDesk();
  const { words, language } = desk;
  const momentText = useMomentText();
  const text = words.roll;
  const { at, heardAt, by, sentence, changes, reason, handOver, isUndone, kind } = entry;
  const isLate = Date.parse(heardAt) - Date.parse(at) > atOnceMs;
  const asides = [byText(desk, by), ...(isLate ? [text.heard(momentText(heardAt))] : [])];
  if (reason !== null) asides.push(words.person.reasonOf(reason));
  return (
    <li class={`timeline-entry is-${kind} ${isUndone ? 'is-undone' : ''}`}>
      <Moment at={at} />
      <div>
        <p>
          {isUndone && <span class="tag">{text.undone}</span>}
          <span class="timeline-sentence">{sentence[language]}</span>
        </p>
        {changes.map((change) => (
          <p key={change.field}>{changeText(desk, change)}</p>
        ))}
        <p class="entry-aside">{asides.join(words.clauseMark)}</p>
        {handOver !== null && !isUndone && (
          <button
            type="button"
            class="textual entry-void"
            aria-label={`${text.undo}: ${sentence[language]}`}
            onClick={onUndo}
          >
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        )}
      </div>
    </li>
  );
};

export const changeText = ({ words, language }: Desk, { name, before, after }: FieldChange): string =>
  words.roll.changed(name[language], before ?? words.roll.nothing, after ?? words.roll.nothing);
