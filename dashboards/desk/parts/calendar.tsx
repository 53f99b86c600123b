/** Calendar: the days of a month as on a wall calendar, each with its steps as a bar, its points, and its state in a word. */
import { deskDayStates, type DeskDayState } from '../../../contract/desk-kinds.ts';
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import type { DeskDay, Person } from '../../../contract/desk-participant.ts';
import { amountText, amountsText, useDesk } from '../state/desk.ts';
import { monthAfter, weeksOf } from '../view/calendar-weeks.ts';
import { Link } from './link.tsx';

/** Room above the highest tier before a bar is cut off. */
const scaleOverTopTier = 1.2;
const scaleWithoutTiers = 12_000;

export const Calendar = ({ person }: { readonly person: Person }) => {
  const { words, formats, programme } = useDesk();
  const text = words.person;
  const { days, month } = person;
  const arrived = days.filter(({ steps }) => steps !== null);
  // Today will still grow, and what waits for a person may not be theirs; days before it are closed only at night.
  const walked = arrived.filter(({ date, state }) => date < programme.today && state !== 'doubt' && state !== 'held');
  const mean = Math.round(walked.reduce((sum, { steps }) => sum + (steps ?? 0), 0) / Math.max(1, walked.length));
  const top = programme.tiers.at(-1)?.from;
  const scale = top === undefined ? scaleWithoutTiers : top * scaleOverTopTier;
  return (
    <section class="panel calendar" aria-labelledby="calendar-title">
      <div class="calendar-head">
        <h2 id="calendar-title">{text.calendar(formats.month(month), arrived.length, words.stepsOf(mean))}</h2>
        <p class="buttons">
          <Link to={{ kind: 'person', id: person.head.id, month: monthAfter(month, -1) }} class="button">
            <ChevronLeft aria-hidden="true" />
            {text.before}
          </Link>
          {month < person.today.slice(0, 7) && (
            <Link to={{ kind: 'person', id: person.head.id, month: monthAfter(month, 1) }} class="button">
              {text.after}
              <ChevronRight aria-hidden="true" />
            </Link>
          )}
        </p>
      </div>
      <Hatch />
      <CalendarTable person={person} scale={scale} />
      <Legend days={days} today={person.today} />
    </section>
  );
};

const CalendarTable = ({ person, scale }: { readonly person: Person; readonly scale: number }) => {
  const { words } = useDesk();
  return (
    <table class="calendar-table">
      <thead>
        <tr>
          {words.person.weekdays.map((weekday, index) => (
            <th key={weekday} scope="col" class={index === 0 ? 'is-sunday' : ''}>
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(person.days).map((week, index) => (
          <tr key={index}>
            {week.map((day, weekday) =>
              day === null ? (
                <td key={weekday} class="is-elsewhere" />
              ) : (
                <td key={weekday} class={day.date === person.today ? 'is-today' : ''}>
                  <DayCell id={person.head.id} day={day} scale={scale} today={person.today} isSunday={weekday === 0} />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface DayCellProps {
  readonly id: string;
  readonly day: DeskDay;
  readonly scale: number;
  readonly today: string;
  readonly isSunday: boolean;
}

const DayCell = ({ id, day, scale, today, isSunday }: DayCellProps) => {
  const desk = useDesk();
  const { words, formats } = desk;
  const text = words.person;
  const steps = day.steps === null ? text.state.none : words.stepsOf(day.steps);
  const points = day.points.length === 0 ? '' : amountsText(desk, day.points);
  const state = text.state[day.state];
  const isPlain = day.state === 'final' || day.state === 'none';
  const number = (
    <span class={`cell-date ${day.isHoliday || isSunday ? 'is-holiday' : ''}`}>{Number(day.date.slice(8))}</span>
  );
  const said = [formats.date(day.date), day.isHoliday ? text.holiday : '', steps, isPlain ? '' : state, points];
  if (day.date > today) return <span class="cell is-future">{number}</span>;
  return (
    <Link to={{ kind: 'day', id, date: day.date }} class={`cell is-${day.state}`}>
      <span class="unseen">{said.filter((part) => part !== '').join(' ')}</span>
      <span class="cell-head" aria-hidden="true">
        {number}
        {day.isHoliday && <span class="cell-holiday">{text.holiday}</span>}
        {!isPlain && <span class="cell-state">{state}</span>}
      </span>
      <span class="cell-steps" aria-hidden="true">
        {day.steps === null ? <span class="faint">{text.state.none}</span> : words.figure(day.steps)}
      </span>
      {day.steps !== null && <CellBar steps={day.steps} state={day.state} scale={scale} />}
      <CellPoints points={day.points} />
    </Link>
  );
};

/** One line an account; where there is no room for units, the figure alone: whoever hears the page hears the unit. */
const CellPoints = ({ points }: Pick<DeskDay, 'points'>) => {
  const desk = useDesk();
  const { words } = desk;
  return (
    <span class="cell-points" aria-hidden="true">
      {points.map((amount) => (
        <span key={amount.account}>
          <span class="wide">{amountText(desk, amount)}</span>
          <span class="narrow">{words.signed(amount.points, words.figure(amount.points))}</span>
        </span>
      ))}
    </span>
  );
};

const barWidth = 100;
const barHeight = 8;

const CellBar = ({
  steps,
  state,
  scale,
}: {
  readonly steps: number;
  readonly state: DeskDayState;
  readonly scale: number;
}) => (
  <svg
    class={`cell-bar is-${state}`}
    viewBox={`0 0 ${barWidth} ${barHeight}`}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect
      x="0.5"
      y="0.5"
      width={Math.max(1, Math.min(1, steps / scale) * (barWidth - 1))}
      height={barHeight - 1}
      {...hatched(state)}
    />
  </svg>
);

const hatched = (state: DeskDayState) => (state === 'open' ? { fill: 'url(#cell-hatch)' } : {});

/** The pattern of days that will still grow, once for all of them. */
const Hatch = () => (
  <svg class="hatch-source" width="0" height="0" aria-hidden="true">
    <pattern id="cell-hatch" width="6" height="8" patternUnits="userSpaceOnUse">
      <path d="M0 8L6 0" class="hatch-line" />
    </pattern>
  </svg>
);

/** Only what the month shows is explained. */
const Legend = ({ days, today }: { readonly days: readonly DeskDay[]; readonly today: string }) => {
  const { words } = useDesk();
  const text = words.person;
  const shown = deskDayStates.filter((state) => days.some((day) => day.state === state && day.date <= today));
  return (
    <ul class="legend">
      {shown.map((state) => (
        <li key={state}>
          {state === 'none' ? (
            <span class="faint">{text.state.none}</span>
          ) : (
            <svg class={`legend-bar cell-bar is-${state}`} viewBox="0 0 24 8" aria-hidden="true">
              <rect x="0.5" y="0.5" width="23" height="7" {...hatched(state)} />
            </svg>
          )}
          {text.legend[state]}
        </li>
      ))}
    </ul>
  );
};
