/** Letter calendar: the days of a month in large print: steps, points, and a bar with the lines at which a day earns more. */
import type { DeskDay } from '../../../contract/desk-participant.ts';
import { Furigana } from '../../shared/furigana.tsx';
import { amountsText, useDesk } from '../state/desk.ts';
import { weeksOf } from '../view/calendar-weeks.ts';
import { letterScaleOf } from '../view/letter-scale.ts';

const barWidth = 100;
const barHeight = 14;

export interface LetterCalendarProps {
  readonly days: readonly DeskDay[];
  readonly isOn: boolean;
}

export const LetterCalendar = ({ days, isOn }: LetterCalendarProps) => {
  const { words, programme } = useDesk();
  const text = words.letter;
  const scale = letterScaleOf(
    programme.tiers.map(({ from }) => from),
    days.map(({ steps }) => steps ?? 0),
  );
  return (
    <section class="letter-calendar">
      <h3>
        <Furigana text={text.calendar} isOn={isOn} />
      </h3>
      <table>
        <thead>
          <tr>
            {words.person.weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week, index) => (
            <tr key={index}>
              {week.map((day, weekday) => (
                <td key={weekday}>{day !== null && <LetterDay day={day} scale={scale} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="letter-legend">
        <Furigana text={text.legend} isOn={isOn} />
      </p>
    </section>
  );
};

interface LetterDayProps {
  readonly day: DeskDay;
  readonly scale: ReturnType<typeof letterScaleOf>;
}

const LetterDay = ({ day: { date, steps, state, points }, scale }: LetterDayProps) => {
  const desk = useDesk();
  const { words, programme } = desk;
  const sum = points.reduce((total, { points: each }) => total + each, 0);
  const isPast = date <= programme.today;
  return (
    <>
      <p class="letter-day">
        <span>{Number(date.slice(8))}</span>
        {sum !== 0 && (
          <strong aria-label={amountsText(desk, points)}>{words.letter.pointsMark(words.figure(sum))}</strong>
        )}
      </p>
      {steps === null ? (
        <p class="letter-steps">{isPast ? '―' : ''}</p>
      ) : (
        <>
          <p class="letter-steps">{words.figure(steps)}</p>
          <svg
            class="letter-bar"
            viewBox={`0 0 ${barWidth} ${barHeight}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect
              x="0"
              y="2"
              width={Math.max(1, scale.share(steps) * barWidth)}
              height={barHeight - 4}
              {...(state === 'final' || state === 'corrected' ? {} : { fill: 'url(#letter-hatch)', class: 'is-open' })}
            />
            {scale.lines.map((line) => (
              <path key={line} d={`M${line * barWidth} 0V${barHeight}`} />
            ))}
          </svg>
        </>
      )}
    </>
  );
};

/** The pattern of days that go on, once for all letters. */
export const LetterHatch = () => (
  <svg class="hatch-source" width="0" height="0" aria-hidden="true">
    <pattern id="letter-hatch" width="5" height="5" patternUnits="userSpaceOnUse">
      <path d="M0 5L5 0" class="letter-hatch" />
    </pattern>
  </svg>
);
