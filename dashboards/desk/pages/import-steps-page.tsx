/** Import steps page: steps of another system chosen, seen day class by day class or line by line, taken over all at once, and taken back. */
import { Hourglass, Upload } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppliedImport } from '../../../contract/imports.ts';
import { Answered } from '../parts/answered.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { FaultLines } from '../parts/fault-lines.tsx';
import { TextField } from '../parts/fields.tsx';
import { ImportForm } from '../parts/import-form.tsx';
import { ImportList } from '../parts/import-list.tsx';
import { ImportFaulty, ImportPossible, type PossibleImport } from '../parts/import-seen.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk, type Desk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { useImport, type ImportState } from '../state/use-import.ts';

type Applied = Exclude<AppliedImport, { readonly kind: 'stale' }>;

/** An import whose days are being told is looked at again. */
const lookAgainMs = 1_000;

export const ImportStepsPage = () => {
  const desk = useDesk();
  const { words, language } = desk;
  const text = words.import;
  const listing = useAsked('imports/imports');
  const { state, look, drop } = useImport();
  const [applied, setApplied] = useState<Applied | null>(null);
  const [turn, setTurn] = useState(0);
  const isUnderWay = listing.state.kind === 'answered' && listing.state.answer.imports.some(({ done }) => done < 1);
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(listing.again, lookAgainMs);
    return () => clearTimeout(timer);
  }, [isUnderWay, listing]);
  const next = (): void => {
    drop();
    setApplied(null);
    setTurn(turn + 1);
  };
  return (
    <Answered asking={listing} title={text.title}>
      {({ imports, fileBytesMax }) => (
        <>
          <PageTitle title={titleOf(desk, state, applied)} />
          {applied !== null ? (
            <AppliedPanel applied={applied} onNext={next} />
          ) : (
            <>
              <p class="note screen-only">{text.intro}</p>
              <ImportForm
                key={turn}
                fileBytesMax={fileBytesMax}
                isBusy={state.kind === 'sending' || state.kind === 'reading'}
                onLook={look}
                onEdit={drop}
                onStop={drop}
              />
              <UnderWay state={state} />
              {state.kind === 'failed' && <FaultLines words={words} language={language} told={state.told} />}
              {state.kind === 'seen' && state.seen.kind === 'faulty' && <ImportFaulty seen={state.seen} />}
              {state.kind === 'seen' && state.seen.kind === 'possible' && (
                <Applying
                  key={state.seen.token}
                  upload={state.upload}
                  seen={state.seen}
                  onApplied={(done) => {
                    setApplied(done);
                    listing.again();
                  }}
                />
              )}
            </>
          )}
          <ImportList imports={imports} onUndone={listing.again} />
        </>
      )}
    </Answered>
  );
};

const newDays = ({ classes }: PossibleImport): number => classes.fresh + classes.replaces;

const titleOf = ({ words }: Desk, state: ImportState, applied: Applied | null): string => {
  const text = words.import;
  if (applied !== null) return text.doneTitle;
  switch (state.kind) {
    case 'sending':
      return text.sendingTitle(Math.floor(state.share * 100));
    case 'reading':
      return text.readingTitle(Math.floor(state.share * 100));
    case 'seen':
      return state.seen.kind === 'faulty'
        ? text.faultyTitle(state.seen.faults.total)
        : text.seenTitle(newDays(state.seen));
    case 'idle':
    case 'failed':
      return text.title;
  }
};

const UnderWay = ({ state }: { readonly state: ImportState }) => {
  const { words } = useDesk();
  const text = words.import;
  if (state.kind !== 'sending' && state.kind !== 'reading') return null;
  const title = state.kind === 'sending' ? text.sendingTitle : text.readingTitle;
  return (
    <p class="waiting" role="status">
      <Hourglass aria-hidden="true" />
      {title(Math.floor(state.share * 100))}
    </p>
  );
};

interface ApplyingProps {
  readonly upload: string;
  readonly seen: PossibleImport;
  readonly onApplied: (applied: Applied) => void;
}

const Applying = ({ upload, seen, onApplied }: ApplyingProps) => {
  const { words, language } = useDesk();
  const text = words.import;
  const [reason, setReason] = useState('');
  const { state, send } = useChange('imports/apply');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ token: seen.token, reason: reason.trim(), actor }, { id: upload });
    if (told?.kind === 'answered' && told.answer.kind !== 'stale') onApplied(told.answer);
  };
  const stale = state.kind === 'answered' && state.answer.kind === 'stale' ? state.answer : null;
  return (
    <section class="panel previewed" aria-labelledby="preview-title">
      <ImportPossible seen={seen} />
      {stale !== null ? (
        <div class="banner is-refusal" role="alert">
          <div>
            <p class="banner-title">{text.stale}</p>
            <p>{stale.sentence[language]}</p>
          </div>
        </div>
      ) : (
        <>
          <p>{text.safe}</p>
          <ChangeForm
            state={state}
            confirm={text.confirm(newDays(seen))}
            isReady={reason.trim() !== ''}
            onConfirm={(actor) => void record(actor)}
          >
            <TextField label={text.reason} value={reason} onValue={setReason} isRequired />
          </ChangeForm>
        </>
      )}
    </section>
  );
};

const AppliedPanel = ({ applied, onNext }: { readonly applied: Applied; readonly onNext: () => void }) => {
  const { words, language } = useDesk();
  return (
    <section class="panel">
      <Recorded title={words.import.doneTitle}>
        <p>{applied.sentence[language]}</p>
      </Recorded>
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          <Upload aria-hidden="true" />
          {words.import.again}
        </button>
      </p>
    </section>
  );
};
