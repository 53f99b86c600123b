/** Import form: which file it is, what stands in it, between which dates, and from where. */
import { SearchCheck, X } from 'lucide-preact';
import { useId, useRef, useState } from 'preact/hooks';
import { guessedKind } from '../view/guessed-kind.ts';
import { importSourceText, kindsOf, encodingsOf } from '../view/import-choices.ts';
import type { ImportAsk } from '../../../contract/imports-terms.ts';
import { useDesk } from '../state/desk.ts';
import { CheckField, ChoiceField, DateField, TextField } from './fields.tsx';

export interface ImportFormProps {
  readonly fileBytesMax: number;
  readonly isBusy: boolean;
  readonly onLook: (file: File, asked: ImportAsk) => void;
  readonly onEdit: () => void;
  readonly onStop: () => void;
}

const mebibyte = 1024 * 1024;
/** Any first line fits. */
const headBytes = 4096;
const encodingNames = { 'utf-8': 'UTF-8', shift_jis: 'Shift_JIS' } as const;
/** What the first line may say, as the server reads it. */
const columnsOf = {
  bucket: 'participant,start,steps / Id,ActivityHour,StepTotal / Id,ActivityMinute,Steps',
  daily: 'participant,date,steps / participant,date,steps,state / Id,ActivityDay,StepTotal',
} as const;

interface Filled {
  readonly kind: ImportAsk['kind'];
  readonly encoding: ImportAsk['encoding'];
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly isAsWritten: boolean;
}

const nothingFilled: Filled = { kind: 'bucket', encoding: 'utf-8', from: '', to: '', source: '', isAsWritten: false };

export const ImportForm = ({ fileBytesMax, isBusy, onLook, onEdit, onStop }: ImportFormProps) => {
  const { words } = useDesk();
  const text = words.import;
  const [file, setFile] = useState<File | null>(null);
  const [filled, setFilled] = useState(nothingFilled);
  const [missing, setMissing] = useState<string | null>(null);
  const [isGuessed, setGuessed] = useState(false);
  const latest = useRef<File | null>(null);
  const guess = async (chosen: File | null): Promise<void> => {
    latest.current = chosen;
    setGuessed(false);
    const kind = chosen === null ? null : guessedKind(await chosen.slice(0, headBytes).text());
    if (kind === null || latest.current !== chosen) return;
    setFilled((before) => ({ ...before, kind }));
    setGuessed(true);
  };
  const edited = (): void => {
    setMissing(null);
    onEdit();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (file === null || file.size === 0) setMissing(text.missing);
    else if (file.size > fileBytesMax) setMissing(text.tooBig);
    else onLook(file, askedImport(filled));
  };
  return (
    <form class="panel screen-only" onSubmit={submit}>
      <FileField
        hint={text.fileHint(Math.floor(fileBytesMax / mebibyte))}
        onFile={(chosen) => {
          setFile(chosen);
          edited();
          void guess(chosen);
        }}
      />
      <Filling
        filled={filled}
        isGuessed={isGuessed}
        onFilled={(part) => {
          setFilled({ ...filled, ...part });
          if (part.kind !== undefined) setGuessed(false);
          edited();
        }}
      />
      {missing !== null && (
        <p class="missing" role="alert">
          {missing}
        </p>
      )}
      <Buttons isBusy={isBusy} onStop={onStop} />
    </form>
  );
};

const Buttons = ({ isBusy, onStop }: Pick<ImportFormProps, 'isBusy' | 'onStop'>) => {
  const { words } = useDesk();
  const text = words.import;
  return (
    <p class="buttons">
      <button type="submit" class="button is-primary" disabled={isBusy}>
        <SearchCheck aria-hidden="true" />
        {text.look}
      </button>
      {isBusy && (
        <button type="button" class="button" onClick={onStop}>
          <X aria-hidden="true" />
          {text.stop}
        </button>
      )}
    </p>
  );
};

/** What is no date, or no name for a system, the server says in words. */
const askedImport = ({ from, to, source, isAsWritten, ...chosen }: Filled): ImportAsk =>
  ({
    ...chosen,
    ...{ from, to, source: importSourceText(source), oddTimes: isAsWritten ? 'as-written' : 'refuse' },
  }) as ImportAsk;

interface FillingProps {
  readonly isGuessed: boolean;
  readonly filled: Filled;
  readonly onFilled: (part: Partial<Filled>) => void;
}

const Filling = ({ isGuessed, filled, onFilled }: FillingProps) => {
  const { kind, encoding, from, to, source, isAsWritten } = filled;
  const { words } = useDesk();
  const text = words.import;
  return (
    <>
      <ChoiceField
        label={text.kind}
        value={kind}
        onValue={(value) => onFilled({ kind: kindsOf(value) })}
        choices={(['bucket', 'daily'] as const).map((value) => ({ value, text: text.kinds[value] }))}
        hint={`${isGuessed ? `${text.guessed} ` : ''}${text.columnsTitle}: ${columnsOf[kind]}`}
        isRequired
      />
      <ChoiceField
        label={text.encoding}
        value={encoding}
        onValue={(value) => onFilled({ encoding: encodingsOf(value) })}
        choices={(['utf-8', 'shift_jis'] as const).map((value) => ({ value, text: encodingNames[value] }))}
        isRequired
      />
      <DateField label={text.from} value={from} onValue={(value) => onFilled({ from: value })} isRequired />
      <DateField label={text.to} value={to} onValue={(value) => onFilled({ to: value })} isRequired />
      <p class="hint">{text.periodHint}</p>
      <TextField
        label={text.source}
        hint={text.sourceHint}
        value={source}
        onValue={(value) => onFilled({ source: value })}
        max={64}
        isRequired
      />
      <CheckField
        label={text.asWritten}
        isChecked={isAsWritten}
        onChecked={(value) => onFilled({ isAsWritten: value })}
      />
    </>
  );
};

const FileField = ({ hint, onFile }: { readonly hint: string; readonly onFile: (file: File | null) => void }) => {
  const { words } = useDesk();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{words.import.file}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
};
