/** Table form: which table it is, and the table itself: a file, or pasted. */
import { SearchCheck } from 'lucide-preact';
import { useId, useState } from 'preact/hooks';
import type { ImportAsk, RegisterTable } from '../../../contract/register-import.ts';
import { useDesk } from '../state/desk.ts';
import { base64Of, tableBytesMax } from '../view/table-file.ts';
import { ChoiceField } from './fields.tsx';

export const tables = ['participants', 'pedometers', 'centres', 'loans'] as const satisfies readonly RegisterTable[];

/** What the first line must say, as the register reads it. */
const columnsOf: Readonly<Record<RegisterTable, string>> = {
  centres: 'centre,name',
  participants: 'participant,name,birthYear,centre',
  pedometers: 'serial,key,model,label,capacity,bucketSeconds,centre',
  loans: 'device,participant,from,to',
};

export interface TableFormProps {
  readonly table: RegisterTable;
  readonly onTable: (table: RegisterTable) => void;
  readonly isReading: boolean;
  readonly onAsk: (asked: ImportAsk) => void;
  readonly onEdit: () => void;
}

export const TableForm = ({ table, onTable, isReading, onAsk, onEdit }: TableFormProps) => {
  const { words } = useDesk();
  const text = words.tables;
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setMissing(null);
      onEdit();
    };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const content = file ?? new Blob([pasted]);
    if (content.size > tableBytesMax) {
      setMissing(text.tooBig);
      return;
    }
    const bytes = await base64Of(content);
    if (bytes === null) setMissing(text.empty);
    else onAsk({ table, file: bytes });
  };
  return (
    <form class="panel screen-only" onSubmit={(event) => void submit(event)}>
      <ChoiceField
        label={text.table}
        value={table}
        onValue={(value) => onTable(tables.find((each) => each === value) ?? 'participants')}
        choices={tables.map((each) => ({ value: each, text: text.tables[each] }))}
        isRequired
      />
      <p>
        {text.columns}: <code>{columnsOf[table]}</code>
      </p>
      <p class="hint">{text.more[table]}</p>
      <FileField onFile={edit(setFile)} />
      {file === null && <PasteField value={pasted} onValue={edit(setPasted)} />}
      {missing !== null && (
        <p class="missing" role="alert">
          {missing}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="button is-primary" disabled={isReading}>
          <SearchCheck aria-hidden="true" />
          {isReading ? text.reading : text.preview}
        </button>
      </p>
    </form>
  );
};

const FileField = ({ onFile }: { readonly onFile: (file: File | null) => void }) => {
  const { words } = useDesk();
  const text = words.tables;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{text.file}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)}
      />
      <p class="hint" id={`${id}-hint`}>
        {text.fileHint}
      </p>
    </div>
  );
};

const PasteField = ({ value, onValue }: { readonly value: string; readonly onValue: (value: string) => void }) => {
  const { words } = useDesk();
  const text = words.tables;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{text.paste}</label>
      <textarea
        id={id}
        rows={5}
        value={value}
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-hint`}>
        {text.pasteHint}
      </p>
    </div>
  );
};
