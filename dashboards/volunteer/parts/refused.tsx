/** Refused: why something was not done, what has not changed, and what to do. */
import type { ActionRefusal } from '../../../contract/volunteer.ts';
import type { ActionState } from '../state/use-action.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { Notice } from './notice.tsx';
import type { ComponentChildren } from 'preact';

export interface RefusedProps {
  readonly state: ActionState;
  /** Said elsewhere, in better words for the occasion. */
  readonly except?: readonly ActionRefusal[];
  readonly children?: ComponentChildren;
}

export const Refused = ({ state, except = [], children }: RefusedProps) => {
  const { words } = useVolunteer();
  if (state.kind !== 'refused' || except.includes(state.because)) return null;
  return (
    <Notice kind="watch" title={words.refusal.title[state.because]} isSudden>
      <p>{words.refusal.unchanged}</p>
      <p>{words.refusal.next[state.because]}</p>
      {children}
    </Notice>
  );
};
