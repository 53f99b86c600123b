/** Register tables page: a table is chosen, seen line by line, and recorded all at once or not at all; and the register as tables to take out. */
import { Download, Upload } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ImportAnswer, ImportAsk, RegisterTable } from '../../../contract/register-import.ts';
import { ChangeForm } from '../parts/change-form.tsx';
import { FaultLines } from '../parts/fault-lines.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { TableForm, tables } from '../parts/table-form.tsx';
import { TableFaulty, TablePossible, Warnings } from '../parts/table-seen.tsx';
import { ask, exportAddress, type Asked } from '../state/desk-client.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';

type Possible = Extract<ImportAnswer, { readonly kind: 'possible' }>;
type Imported = Extract<ImportAnswer, { readonly kind: 'imported' }>;

export const RegisterTablesPage = ({ table: first }: { readonly table: string }) => {
  const desk = useDesk();
  const [turn, setTurn] = useState(0);
  const [table, setTable] = useState<RegisterTable>(tables.find((each) => each === first) ?? 'participants');
  const [asked, setAsked] = useState<ImportAsk | null>(null);
  const [told, setTold] = useState<Asked<ImportAnswer> | 'reading' | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const forget = (): void => {
    setAsked(null);
    setTold(null);
  };
  const look = async (next: ImportAsk): Promise<void> => {
    setAsked(next);
    setTold('reading');
    setTold(await ask('register/previewImport', { body: next }));
  };
  const again = (): void => {
    forget();
    setImported(null);
    setTurn(turn + 1);
  };
  const seen = told !== null && told !== 'reading' && told.kind === 'answered' ? told.answer : null;
  return (
    <>
      <PageTitle title={titleOf(desk, seen, imported)} />
      {imported !== null ? (
        <ImportedPanel imported={imported} onNext={again} />
      ) : (
        <>
          <TableForm
            key={turn}
            table={table}
            onTable={(next) => {
              setTable(next);
              forget();
            }}
            isReading={told === 'reading'}
            onAsk={(next) => void look(next)}
            onEdit={forget}
          />
          <Told told={told} onAgain={() => void (asked !== null && look(asked))} />
          {seen?.kind === 'possible' && asked !== null && (
            <Taking
              key={seen.token}
              asked={asked}
              seen={seen}
              onImported={setImported}
              onAgain={() => void look(asked)}
            />
          )}
        </>
      )}
      <Exports />
    </>
  );
};

const titleOf = ({ words }: Desk, seen: ImportAnswer | null, imported: Imported | null): string => {
  const text = words.tables;
  if (imported !== null) return text.doneTitle(imported.added, imported.changed);
  switch (seen?.kind) {
    case 'possible':
      return text.seenTitle(seen.added, seen.changed);
    case 'faulty':
      return text.faultyTitle(seen.problems.length);
    case 'stale':
      return text.stale;
    case 'imported':
    case undefined:
      return text.title;
  }
};

interface ToldProps {
  readonly told: Asked<ImportAnswer> | 'reading' | null;
  readonly onAgain: () => void;
}

const Told = ({ told, onAgain }: ToldProps) => {
  const { words, language } = useDesk();
  if (told === null || told === 'reading') return null;
  if (told.kind !== 'answered') return <FaultLines words={words} language={language} told={told} onAgain={onAgain} />;
  return told.answer.kind === 'faulty' ? <TableFaulty seen={told.answer} /> : null;
};

interface TakingProps {
  readonly asked: ImportAsk;
  readonly seen: Possible;
  readonly onImported: (imported: Imported) => void;
  readonly onAgain: () => void;
}

const Taking = ({ asked, seen, onImported, onAgain }: TakingProps) => {
  const { words, language } = useDesk();
  const text = words.tables;
  const { state, send } = useChange('register/importTable');
  const count = seen.added + seen.changed;
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, token: seen.token, actor });
    if (told?.kind === 'answered' && told.answer.kind === 'imported') onImported(told.answer);
  };
  const other = state.kind === 'answered' && state.answer.kind !== 'imported' ? state.answer : null;
  return (
    <section class="panel previewed" aria-labelledby="preview-title">
      <TablePossible seen={seen} />
      {other !== null && (
        <div class="banner is-refusal" role="alert">
          <div>
            <p class="banner-title">{text.stale}</p>
            <p>{other.kind === 'stale' ? other.sentence[language] : words.nothingChanged}</p>
            <button type="button" class="button" onClick={onAgain}>
              {text.preview}
            </button>
          </div>
        </div>
      )}
      {count > 0 && other === null && (
        <>
          <p>{text.safe}</p>
          <ChangeForm state={state} confirm={text.confirm(count)} onConfirm={(actor) => void record(actor)} />
        </>
      )}
    </section>
  );
};

const ImportedPanel = ({ imported, onNext }: { readonly imported: Imported; readonly onNext: () => void }) => {
  const { words, language } = useDesk();
  const text = words.tables;
  return (
    <section class="panel">
      <Recorded title={text.doneTitle(imported.added, imported.changed)}>
        <p>{imported.sentence[language]}</p>
        <p>{text.unchanged(imported.unchanged)}</p>
      </Recorded>
      <Warnings warnings={imported.warnings} />
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          <Upload aria-hidden="true" />
          {text.again}
        </button>
      </p>
    </section>
  );
};

const Exports = () => {
  const { words } = useDesk();
  const text = words.tables;
  return (
    <section class="panel screen-only" aria-labelledby="exports-title">
      <h2 id="exports-title">{text.exports}</h2>
      <p class="note">{text.exportsNote}</p>
      <p class="buttons">
        {tables.map((table) => (
          <a key={table} class="button" href={exportAddress(table)} download>
            <Download aria-hidden="true" />
            {text.tables[table]}
          </a>
        ))}
      </p>
    </section>
  );
};
