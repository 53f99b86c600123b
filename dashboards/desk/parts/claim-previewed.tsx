/** Claim previewed: what an activity would give, and the button that records it; or why it cannot be. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { amountText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import type { AskedClaim } from '../view/asked-claim.ts';
import { Answered } from './answered.tsx';
import { ChangeForm } from './change-form.tsx';
import type { RecordedClaim } from './claim-recorded.tsx';
import { TextField } from './fields.tsx';
import { Refusals } from './refusals.tsx';

export interface ClaimPreviewedProps {
  readonly asked: AskedClaim;
  readonly onRecorded: (recorded: RecordedClaim) => void;
}

export const ClaimPreviewed = ({ asked, onRecorded }: ClaimPreviewedProps) => {
  const desk = useDesk();
  const { words, language } = desk;
  const text = words.activity;
  const [reference, setReference] = useState('');
  const { state, send } = useChange('claim');
  const record = async (actor: string): Promise<void> => {
    const told = await send({
      ...asked,
      actor,
      ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
    });
    if (told?.kind === 'answered' && told.answer.kind === 'recorded') onRecorded(told.answer);
  };
  return (
    <Answered asking={useAsked('previewClaim', { body: asked })}>
      {(preview) =>
        preview.kind === 'refused' ? (
          <Refusals title={text.refusedTitle} refusals={preview.refusals} />
        ) : (
          <section class="panel previewed" aria-labelledby="preview-title">
            <SeenTitle id="preview-title" title={text.previewTitle(amountText(desk, preview))} />
            <p>{preview.sentence[language]}</p>
            {state.kind === 'answered' && state.answer.kind === 'refused' && (
              <Refusals title={text.refusedTitle} refusals={state.answer.refusals} />
            )}
            <ChangeForm state={state} confirm={text.confirm} onConfirm={(actor) => void record(actor)}>
              <TextField label={words.reference} value={reference} onValue={setReference} max={100} />
            </ChangeForm>
          </section>
        )
      }
    </Answered>
  );
};

/** Takes the focus as it comes, so that keyboard and screen reader go on from here. */
export const SeenTitle = ({ id, title }: { readonly id: string; readonly title: string }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <h2 ref={heading} id={id} tabIndex={-1}>
      {title}
    </h2>
  );
};
