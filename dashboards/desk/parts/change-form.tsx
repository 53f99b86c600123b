/** Change form: the last step before something is recorded: who does it, the one button, and what became of it. */
import { Check, X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import type { ChangeState } from '../state/use-change.ts';
import { FaultLines } from './fault-lines.tsx';
import { TextField } from './fields.tsx';

export interface ChangeFormProps {
  readonly state: ChangeState<unknown>;
  readonly confirm: string;
  /** Called with the clerk's name. */
  readonly onConfirm: (actor: string) => void;
  readonly onCancel?: () => void;
  readonly isReady?: boolean;
  readonly children?: ComponentChildren;
}

export const ChangeForm = ({ state, confirm, onConfirm, onCancel, isReady = true, children }: ChangeFormProps) => {
  const { words, actor, onActor } = useDesk();
  const [name, setName] = useState(actor);
  // Asked once: the field goes when the name has been taken, not while it is typed.
  const [asksName] = useState(actor === '');
  const submit = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    const who = (asksName ? name : actor).trim();
    if (who === '' || state.kind === 'sending') return;
    if (who !== actor) onActor(who);
    onConfirm(who);
  };
  return (
    <form class="change-form" onSubmit={submit}>
      {children}
      {asksName && (
        <TextField
          label={words.actor.title}
          hint={words.actor.hint}
          value={name}
          onValue={setName}
          max={40}
          isRequired
        />
      )}
      <p class="buttons">
        <button type="submit" class="button is-primary" disabled={!isReady || state.kind === 'sending'}>
          <Check aria-hidden="true" />
          {state.kind === 'sending' ? words.sending : confirm}
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            <X aria-hidden="true" />
            {words.cancel}
          </button>
        )}
      </p>
      <ChangeFault state={state} />
    </form>
  );
};

export const ChangeFault = ({ state }: { readonly state: ChangeState<unknown> }) => {
  const { words, language } = useDesk();
  if (state.kind !== 'lost' && state.kind !== 'fault') return null;
  return <FaultLines words={words} language={language} told={state} safe={words.lost.sent} />;
};
