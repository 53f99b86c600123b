/** Action line: one thing that was done, when, and what became of it, in a sentence. */
import type { DoneAction } from '../../../contract/volunteer.ts';
import { useVolunteer, type Volunteer } from '../state/volunteer.ts';
import { nameOf } from './device-mark.tsx';

export const actionText = (volunteer: Volunteer, action: DoneAction): string => {
  const { kinds, somebody } = volunteer.words.history;
  const label = action.label ?? '？';
  const person = action.participant === null ? somebody : nameOf(volunteer, action.participant);
  switch (action.kind) {
    case 'lend':
    case 'return':
      return kinds[action.kind](label, person);
    case 'exchange':
      return kinds.exchange(label, action.replacement ?? '？');
    case 'undo':
      return kinds.undo();
    default:
      return kinds[action.kind](label);
  }
};

/** Null where all went as it was meant. */
export const outcomeText = (volunteer: Volunteer, action: DoneAction): readonly [string, string] | null => {
  const { words, formats, centre } = volunteer;
  const { outcome } = action;
  if (outcome === null || outcome.outcome === 'done' || outcome.outcome === 'undone') return null;
  const because = words.outcome.because[outcome.because ?? 'other']({
    label: action.label ?? '？',
    person: action.participant === null ? words.history.somebody : nameOf(volunteer, action.participant),
    by: outcome.by ?? words.outcome.desk,
    at: outcome.changedAt === null ? null : formats.moment(outcome.changedAt, Date.parse(centre.now)),
  });
  return [because, words.outcome.next[outcome.outcome]];
};

export const ActionLine = ({ action }: { readonly action: DoneAction }) => {
  const volunteer = useVolunteer();
  const { words, formats, centre } = volunteer;
  const outcome = outcomeText(volunteer, action);
  return (
    <div class={`action-line ${action.isUndone ? 'is-undone' : ''}`}>
      <p>
        <span class="faint">{formats.moment(action.at, Date.parse(centre.now))} </span>
        <strong>{actionText(volunteer, action)}</strong>
      </p>
      {outcome?.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p class="faint">
        {action.isUndone
          ? words.history.undone
          : action.state === 'waiting'
            ? words.history.waiting
            : words.history.sent}
      </p>
    </div>
  );
};
