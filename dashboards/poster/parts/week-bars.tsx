/** Week bars: the centre's steps by weekday, Monday first; a day of which nothing is told has only its name. */
import { Ruby } from '../../centre-shared/ruby-text.tsx';
import { baseOf } from '../../centre-shared/ruby.ts';
import type { PosterWords } from '../poster-words.ts';

interface WeekBarsProps {
  readonly days: readonly (number | null)[];
  readonly words: PosterWords;
}

export const WeekBars = ({ days, words }: WeekBarsProps) => {
  const most = Math.max(1, ...days.map((steps) => steps ?? 0));
  return (
    <ol class="week-bars" aria-label={baseOf(words.bars)}>
      {words.weekdays.map((weekday, index) => {
        const steps = days[index] ?? null;
        return (
          <li key={weekday}>
            <span class="week-bar">
              {steps !== null && <span class="week-bar-figure">{words.figure(steps)}</span>}
              <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
                {steps !== null && (
                  <rect x="0" width="10" y={100 - (steps / most) * 100} height={(steps / most) * 100} />
                )}
              </svg>
            </span>
            <span class="week-bar-day">
              <Ruby text={weekday} />
            </span>
          </li>
        );
      })}
    </ol>
  );
};
