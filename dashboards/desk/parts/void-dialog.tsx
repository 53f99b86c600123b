/** Void dialog: takes an entered activity back, with a reason. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Said } from '../../../contract/desk-terms.ts';
import { useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { TextField } from './fields.tsx';
import { Refusals } from './refusals.tsx';

export interface VoidDialogProps {
  readonly claim: string;
  readonly sentence: Said;
  readonly onClose: (isVoid: boolean) => void;
}

export const VoidDialog = ({ claim, sentence, onClose }: VoidDialogProps) => {
  const { words, language } = useDesk();
  const text = words.person;
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const { state, send } = useChange('voidClaim');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const record = async (actor: string): Promise<void> => {
    const written = reference.trim() === '' ? {} : { reference: reference.trim() };
    const told = await send({ claim, reason: reason.trim(), actor, ...written });
    if (told?.kind === 'answered' && told.answer.kind === 'voided') onClose(true);
  };
  return (
    <dialog ref={dialog} class="small-dialog" aria-labelledby="void-title" onClose={() => onClose(false)}>
      <h2 id="void-title">{text.voidTitle}</h2>
      <p>{sentence[language]}</p>
      {state.kind === 'answered' && state.answer.kind === 'refused' && (
        <Refusals title={words.activity.refusedTitle} refusals={state.answer.refusals} />
      )}
      <ChangeForm
        state={state}
        confirm={text.voidConfirm}
        onConfirm={(actor) => void record(actor)}
        onCancel={() => dialog.current?.close()}
      >
        <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
        <TextField label={words.reference} value={reference} onValue={setReference} max={100} />
      </ChangeForm>
    </dialog>
  );
};
