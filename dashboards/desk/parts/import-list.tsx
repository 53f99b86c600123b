/** Import list: what was imported, by whom and why, how far it is carried out, and the way back. */
import { Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ListedImport } from '../../../contract/imports-terms.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { TextField } from './fields.tsx';
import { ListTable } from './list-table.tsx';

export interface ImportListProps {
  readonly imports: readonly ListedImport[];
  readonly onUndone: () => void;
}

export const ImportList = ({ imports, onUndone }: ImportListProps) => {
  const desk = useDesk();
  const { words, formats } = desk;
  const text = words.import;
  const [chosen, setChosen] = useState<ListedImport | null>(null);
  const close = (): void => setChosen(null);
  return (
    <section class="panel screen-only" aria-labelledby="imports-title">
      <h2 id="imports-title">{text.list}</h2>
      {imports.length === 0 && <p class="note">{text.listEmpty}</p>}
      {imports.length > 0 && (
        <ListTable
          label={text.list}
          rows={imports}
          keyOf={({ id }) => id}
          columns={[
            { name: text.listColumn.when, cell: ({ acceptedAt }) => formats.dateAndTime(Date.parse(acceptedAt)) },
            { name: text.listColumn.source, cell: ({ source, file }) => `${source} ・ ${file}` },
            { name: text.listColumn.kind, cell: ({ kind }) => text.kinds[kind] },
            {
              name: text.listColumn.span,
              cell: ({ firstDate, lastDate }) => text.span(formats.longDate(firstDate), formats.longDate(lastDate)),
            },
            { name: text.listColumn.size, cell: ({ people, days }) => text.size(people, days) },
            { name: text.listColumn.who, cell: ({ actor, reason }) => `${actor} ・ ${reason}` },
            { name: text.listColumn.state, cell: (its) => <State its={its} desk={desk} onUndo={setChosen} /> },
          ]}
        />
      )}
      {chosen !== null && (
        <UndoForm
          key={chosen.id}
          its={chosen}
          onClose={close}
          onUndone={() => {
            close();
            onUndone();
          }}
        />
      )}
    </section>
  );
};

interface StateProps {
  readonly its: ListedImport;
  readonly desk: Desk;
  readonly onUndo: (its: ListedImport) => void;
}

const State = ({ its, desk: { words }, onUndo }: StateProps) => {
  const text = words.import;
  const { state, done, undone, file, trouble } = its;
  const share = Math.floor(done * 100);
  const carried = done < 1 ? text.under(share) : null;
  const under =
    trouble === null ? carried : <Trouble text={text.setAside(share)} note={text.setAsideNote} reason={trouble} />;
  if (state === 'undone')
    return (
      <>
        {under ?? text.undone}
        {undone !== null && <span class="faint">{` ${undone.actor} ・ ${undone.reason}`}</span>}
      </>
    );
  return (
    <>
      {under ?? text.accepted}{' '}
      <button type="button" class="button" aria-label={`${text.undo}: ${file}`} onClick={() => onUndo(its)}>
        <Undo2 aria-hidden="true" />
        {text.undo}
      </button>
    </>
  );
};

/** `reason` is for whoever looks after the machine. */
const Trouble = ({ text, note, reason }: { readonly text: string; readonly note: string; readonly reason: string }) => (
  <>
    <span class="mark is-urgent">{text}</span>
    <span class="entry-aside">{note}</span>
    <span class="entry-aside" lang="en">
      {reason}
    </span>
  </>
);

interface UndoFormProps {
  readonly its: ListedImport;
  readonly onClose: () => void;
  readonly onUndone: () => void;
}

const UndoForm = ({ its, onClose, onUndone }: UndoFormProps) => {
  const { words } = useDesk();
  const text = words.import;
  const [reason, setReason] = useState('');
  const { state, send } = useChange('imports/undo');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ reason: reason.trim(), actor }, { id: its.id });
    if (told?.kind === 'answered') onUndone();
  };
  return (
    <section class="panel previewed" aria-labelledby="undo-title">
      <h3 id="undo-title">{text.undoTitle(its.file)}</h3>
      <p>{text.undoNote}</p>
      <ChangeForm
        state={state}
        confirm={text.undoConfirm}
        isReady={reason.trim() !== ''}
        onConfirm={(actor) => void record(actor)}
        onCancel={onClose}
      >
        <TextField label={text.undoReason} value={reason} onValue={setReason} isRequired takesFocus />
      </ChangeForm>
    </section>
  );
};
