/** Answered: shows a question's answer, or that it is waited for, or why there is none. */
import { Hourglass } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useDesk } from '../state/desk.ts';
import type { Asking } from '../state/use-asked.ts';
import { FaultLines } from './fault-lines.tsx';
import { PageTitle } from './page-title.tsx';

export interface AnsweredProps<Answer> {
  readonly asking: Asking<Answer>;
  /** Of the page while there is no answer; without it, only a part of a page waits. */
  readonly title?: string;
  readonly children: (answer: Answer) => ComponentChildren;
}

export const Answered = <Answer,>({ asking: { state, again }, title, children }: AnsweredProps<Answer>) => {
  const { words, language } = useDesk();
  if (state.kind === 'answered') return <>{children(state.answer)}</>;
  return (
    <>
      {title !== undefined && <PageTitle title={title} />}
      {state.kind === 'waiting' ? (
        <p class="waiting" role="status">
          <Hourglass aria-hidden="true" />
          {words.waiting}
        </p>
      ) : (
        <FaultLines words={words} language={language} told={state} onAgain={again} />
      )}
    </>
  );
};
