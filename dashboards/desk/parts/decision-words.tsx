/** Decision words: what somebody decided about a day in doubt, why, and whether it was taken back. */
import type { MadeDecision } from '../../../contract/desk-review.ts';
import { useDesk } from '../state/desk.ts';

export const DecisionWords = ({ decision }: { readonly decision: MadeDecision }) => {
  const { words, formats } = useDesk();
  const { kind, steps, at, reason, actor, reference, undone } = decision;
  const asides = [
    formats.dateAndTime(Date.parse(at)),
    words.person.reasonOf(reason),
    words.person.by(actor),
    reference === null ? null : words.person.referenceOf(reference),
  ].filter((aside) => aside !== null);
  return (
    <>
      <span>
        {words.review.choice[kind]} {steps !== null && words.review.capped(words.stepsOf(steps))}
      </span>
      <span class="entry-aside">{asides.join(words.clauseMark)}</span>
      {undone !== null && <strong>{words.day.undone(undone.actor, undone.reason)}</strong>}
    </>
  );
};
