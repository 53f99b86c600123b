/** Stamps previewed: what each stamp would give, line by line, and the button that records them all; afterwards the way back. */
import { Stamp, Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { StampsAnswer } from '../../../contract/desk-claim.ts';
import { amountText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import type { AskedStamp } from '../view/asked-stamp.ts';
import { Answered } from './answered.tsx';
import { ChangeFault, ChangeForm } from './change-form.tsx';
import { SeenTitle } from './claim-previewed.tsx';
import { TextField } from './fields.tsx';
import { Recorded } from './recorded.tsx';
import { RefusalWords } from './refusals.tsx';

export type RecordedStamps = StampsAnswer;

export interface StampsPreviewedProps {
  readonly id: string;
  readonly rows: readonly AskedStamp[];
  readonly onRecorded: (recorded: RecordedStamps) => void;
}

export const StampsPreviewed = ({ id, rows, onRecorded }: StampsPreviewedProps) => {
  const { words } = useDesk();
  const [reference, setReference] = useState('');
  const { state, send } = useChange('stamps');
  const asked = { participant: id, rows: [...rows] };
  const record = async (actor: string): Promise<void> => {
    const written = reference.trim() === '' ? {} : { reference: reference.trim() };
    const told = await send({ ...asked, actor, ...written });
    if (told?.kind === 'answered' && told.answer.kind === 'recorded') onRecorded(told.answer);
  };
  return (
    <Answered asking={useAsked('previewStamps', { body: asked })}>
      {(preview) => {
        const answer = state.kind === 'answered' ? state.answer : preview;
        return (
          <section class="panel previewed" aria-labelledby="preview-title">
            <StampLines rows={rows} answer={answer} />
            {answer.kind !== 'refused' && (
              <ChangeForm state={state} confirm={words.stamps.confirm} onConfirm={(actor) => void record(actor)}>
                <TextField label={words.reference} value={reference} onValue={setReference} max={100} />
              </ChangeForm>
            )}
          </section>
        );
      }}
    </Answered>
  );
};

const StampLines = ({ rows, answer }: { readonly rows: readonly AskedStamp[]; readonly answer: StampsAnswer }) => {
  const desk = useDesk();
  const { words, formats, language, programme } = desk;
  const text = words.stamps;
  const refused = answer.lines.filter(({ kind }) => kind === 'refused').length;
  return (
    <>
      <SeenTitle
        id="preview-title"
        title={refused > 0 ? text.refusedTitle(refused) : text.previewTitle(amountText(desk, answer))}
      />
      <table class="entry-table">
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{text.activity}</th>
            <th scope="col" class="number">
              {text.points}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.lines.map((line, index) => {
            const row = rows[index];
            const name = programme.activities.find(({ id }) => id === row?.activity)?.name[language];
            return (
              <tr key={index}>
                <th scope="row">{row === undefined ? '' : formats.date(row.date)}</th>
                <td>
                  {name} {line.kind === 'refused' && <RefusalWords refusals={line.refusals} />}
                </td>
                <td class="number">
                  {line.kind === 'refused' ? '' : amountText(desk, { account: answer.account, points: line.points })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
};

export interface StampsRecordedProps {
  readonly recorded: RecordedStamps;
  readonly onNext: () => void;
}

export const StampsRecorded = ({ recorded, onNext }: StampsRecordedProps) => {
  const desk = useDesk();
  const { words, actor } = desk;
  const text = words.stamps;
  const { state, send } = useChange('voidClaim');
  const [undone, setUndone] = useState(0);
  /** One after the other; whatever has gone back stays so if the line is lost in between. */
  const undo = async (): Promise<void> => {
    for (const claim of recorded.claims.slice(undone)) {
      const told = await send({ claim, reason: words.person.mistake, actor });
      if (told?.kind !== 'answered') return;
      setUndone((count) => count + 1);
    }
  };
  const balance = amountText(desk, { account: recorded.account, points: recorded.balance });
  const isUndone = undone === recorded.claims.length;
  return (
    <section class="panel">
      {isUndone ? (
        <Recorded title={words.activity.undone} />
      ) : (
        <Recorded title={text.recordedTitle(recorded.lines.length, amountText(desk, recorded))}>
          <p>{words.activity.balance(balance)}</p>
        </Recorded>
      )}
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          <Stamp aria-hidden="true" />
          {words.person.stamps}
        </button>
        {!isUndone && (
          <button type="button" class="button" onClick={() => void undo()} disabled={state.kind === 'sending'}>
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        )}
      </p>
      <ChangeFault state={state} />
    </section>
  );
};
