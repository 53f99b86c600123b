/** Claim recorded: what was given, and the way to take it straight back. */
import { PenLine, Undo2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ClaimAnswer } from '../../../contract/desk-claim.ts';
import { amountText, useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeFault } from './change-form.tsx';
import { Recorded } from './recorded.tsx';
import { Refusals } from './refusals.tsx';

export type RecordedClaim = Extract<ClaimAnswer, { readonly kind: 'recorded' }>;

export interface ClaimRecordedProps {
  readonly recorded: RecordedClaim;
  readonly onNext: () => void;
  readonly onUndone: () => void;
}

export const ClaimRecorded = ({ recorded, onNext, onUndone }: ClaimRecordedProps) => {
  const desk = useDesk();
  const { words, language, actor } = desk;
  const text = words.activity;
  const { state, send } = useChange('voidClaim');
  const [isUndone, setUndone] = useState(false);
  const undo = async (): Promise<void> => {
    const told = await send({ claim: recorded.claim, reason: words.person.mistake, actor });
    if (told?.kind === 'answered' && told.answer.kind === 'voided') {
      setUndone(true);
      onUndone();
    }
  };
  const balance = amountText(desk, { account: recorded.account, points: recorded.balance });
  return (
    <section class="panel">
      {isUndone && state.kind === 'answered' && state.answer.kind === 'voided' ? (
        <Recorded title={text.undone}>
          <p>{state.answer.sentence[language]}</p>
        </Recorded>
      ) : (
        <Recorded title={text.recordedTitle(amountText(desk, recorded))}>
          <p>{recorded.sentence[language]}</p>
          <p>{text.balance(balance)}</p>
        </Recorded>
      )}
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={onNext}>
          <PenLine aria-hidden="true" />
          {text.again}
        </button>
        {!isUndone && (
          <button type="button" class="button" onClick={() => void undo()} disabled={state.kind === 'sending'}>
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        )}
      </p>
      {state.kind === 'answered' && state.answer.kind === 'refused' && (
        <Refusals title={text.refusedTitle} refusals={state.answer.refusals} />
      )}
      <ChangeFault state={state} />
    </section>
  );
};
