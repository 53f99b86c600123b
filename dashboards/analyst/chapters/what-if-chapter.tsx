/** What-if chapter: other rules are tried on the days of the period; nothing is changed by it. */
import { Hourglass } from 'lucide-preact';
import { useCallback, useRef } from 'preact/hooks';
import type { WhatIf } from '../../../contract/analysis-points.ts';
import { AsOfLine } from '../parts/as-of-line.tsx';
import { ChapterHead, Pictures } from '../parts/chapter.tsx';
import { TrialForm } from '../parts/trial-form.tsx';
import { TrialResult } from '../parts/trial-result.tsx';
import { askWhatIf, type Filter } from '../state/analysis-client.ts';
import { aboutPoints, useAnalyst, whyNothing, type Analyst } from '../state/analyst.ts';
import { useFigures } from '../state/use-figures.ts';
import { isCoarse } from '../view/told.ts';
import { isNobodysChange, isUnchanged, sideOf, yenChangeOf } from '../view/trial-told.ts';
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

const findingOf = (analyst: Analyst, answer: WhatIf): string => {
  const { words } = analyst;
  const text = words.trial;
  const { today, other, change, grains, asOf } = answer;
  if (isUnchanged(answer)) return text.unchanged;
  if (today.points === null || other.points === null || change.points === null) return whyNothing(analyst, asOf);
  const cost = costOf(analyst, answer);
  if (isNobodysChange(answer)) return text.same(cost);
  if (change.points === 0) return text.aboutSame(cost);
  const isMore = change.points > 0;
  if (isCoarse(sideOf(grains, 'change', change.points))) return text.findingCoarse(isMore);
  return text.finding(aboutPoints(analyst, Math.abs(change.points)), isMore, cost);
};

/** Null where there is no price, or nothing can be said of it. */
const costOf = ({ words }: Analyst, answer: WhatIf): string | null => {
  const yen = yenChangeOf(answer);
  if (yen.value === null || (yen.value !== 0 && isCoarse(yen))) return null;
  if (yen.value === 0) return answer.change.points === 0 ? null : words.trial.sameYen;
  const told = words.rounding.about(words.yenOf(Math.abs(yen.value)));
  return yen.value > 0 ? words.trial.more(told) : words.trial.less(told);
};
