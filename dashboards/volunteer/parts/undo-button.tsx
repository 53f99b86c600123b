/** Undo button: takes back a slip of the finger, after one more question. */
import { Undo2 } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DoneAction } from '../../../contract/volunteer.ts';
import { useAction } from '../state/use-action.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { Notice } from './notice.tsx';
import { Refused } from './refused.tsx';

export const UndoButton = ({ action }: { readonly action: DoneAction }) => {
  const { words } = useVolunteer();
  const text = words.history;
  const [isAsking, setAsking] = useState(false);
  const { state, send } = useAction();
  const yes = useRef<HTMLButtonElement>(null);
  // The button that asked is gone; who works by keyboard goes on from here.
  useEffect(() => {
    if (isAsking) yes.current?.focus();
  }, [isAsking]);
  if (action.isUndone) return null;
  if (!action.canUndo) return <p class="faint">{text.tooLate}</p>;
  if (!isAsking) {
    return (
      <button type="button" class="press" onClick={() => setAsking(true)}>
        <Undo2 aria-hidden="true" />
        {text.undo}
      </button>
    );
  }
  return (
    <>
      <Notice kind="watch" title={text.sure} isSudden>
        <p>{text.sureNext}</p>
        <p class="buttons">
          <button
            ref={yes}
            type="button"
            class="press"
            aria-disabled={state.kind === 'sending'}
            onClick={() => void send({ kind: 'undo', action: action.id })}
          >
            <Undo2 aria-hidden="true" />
            {state.kind === 'sending' ? words.sending.title : text.yes}
          </button>
          <button type="button" class="press" onClick={() => setAsking(false)}>
            {words.cancel}
          </button>
        </p>
      </Notice>
      <Refused state={state} />
    </>
  );
};
