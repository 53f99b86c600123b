/** What-if chapter: other rules are tried on the days of the period; nothing is changed by it. */
import { Hourglass } from 'lucide-preact';
import { useCallback, useRef } from 'preact/hooks';
import type { WhatIf } from '../../../contract/analysis-points.ts';
import { AsOfLine } from '../parts/as-of-line.tsx';
import { ChapterHead, Pictures } from '../parts/chapter.tsx';
import { TrialForm } from '../parts/trial-form.tsx';
import { TrialResult } from '../parts/trial-result.tsx';
import { askWhatIf, type Filter } from '../state/analysis-client.ts';
import { pointsText, useAnalyst, type Analyst } from '../state/analyst.ts';
import { useFigures } from '../state/use-figures.ts';
import { asToday } from '../view/trial.ts';

export const WhatIfChapter = () => {
  const analyst = useAnalyst();
  const { words, asked, onAsked } = analyst;
  const { trial } = asked;
  const inAddress = JSON.stringify(trial);
  const ask = useCallback(
    (filter: Filter, signal: AbortSignal) => askWhatIf(filter, trial ?? asToday, signal),
    [inAddress],
  );
  // Whoever presses the button waits for it, and so goes first; a shared address can wait for its turn.
  const isPressed = useRef(false);
  const figures = useFigures<WhatIf>(trial === null ? null : ask, () => (isPressed.current ? -1 : 20));
  const answer = trial === null ? null : figures.answer;
  const isRunning = trial !== null && figures.isWaiting;
  const finding = answer === null ? words.trial.first : findingOf(analyst, answer);
  return (
    <section
      id="whatIf"
      class={answer === null ? 'chapter is-untried' : 'chapter'}
      aria-labelledby="whatIf-name whatIf-title"
    >
      <ChapterHead name="whatIf" title={finding} />
      <p class="counts">{words.trial.explain}</p>
      <TrialForm
        isRunning={isRunning}
        onRun={(rules) => {
          isPressed.current = true;
          if (JSON.stringify(rules) === inAddress) figures.again();
          else onAsked({ ...asked, trial: rules });
        }}
        onReset={() => onAsked({ ...asked, trial: null })}
      />
      <div role="status">
        {isRunning ? (
          <p class="waiting">
            <Hourglass aria-hidden="true" />
            {words.trial.running}
          </p>
        ) : (
          answer !== null && <span class="unseen">{finding}</span>
        )}
      </div>
      {trial !== null && (
        <Pictures figures={{ ...figures, answer }} isSilent>
          {answer !== null && <TrialResult answer={answer} />}
        </Pictures>
      )}
      {answer !== null && <AsOfLine asOf={answer.asOf} />}
    </section>
  );
};

const findingOf = (analyst: Analyst, { today, other, asOf }: WhatIf): string => {
  const { words } = analyst;
  const text = words.trial;
  if (today.points === null || other.points === null)
    return asOf.people === 0 ? words.choose.nobody : words.choose.tooFew;
  const more = other.points - today.points;
  const yen = today.yen === null || other.yen === null ? null : other.yen - today.yen;
  const cost =
    yen === null
      ? null
      : yen === 0
        ? text.sameYen
        : yen > 0
          ? text.more(words.yenOf(yen))
          : text.less(words.yenOf(-yen));
  if (more === 0 && (yen === null || yen === 0)) return text.same;
  return text.finding(pointsText(analyst, Math.abs(more)), more >= 0, cost);
};
