/** Hour bars: when on a date the steps were walked, small enough for a slip of paper. */
import type { ExplainedDay } from '../../../contract/desk-day.ts';
import { useDesk } from '../state/desk.ts';
import { hoursOfDay } from '../view/hours-of-day.ts';

const barWidth = 10;
const gap = 2;
const height = 48;
const labelled = [0, 6, 12, 18, 24] as const;
const labelRoom = 17;
/** Half a label stands beyond the first and the last hour. */
const sideRoom = 22;

export const HourBars = ({ day }: { readonly day: ExplainedDay }) => {
  const { words } = useDesk();
  const hours = hoursOfDay(day.pages);
  const most = Math.max(...hours);
  if (most === 0) return null;
  const said = hours
    .map((steps, hour) => ({ steps: Math.round(steps), hour }))
    .filter(({ steps }) => steps > 0)
    .map(({ steps, hour }) => `${words.review.hourRange(hour)} ${words.stepsOf(steps)}`);
  const width = 24 * barWidth;
  return (
    <svg
      class={`hour-bars is-${day.state}`}
      viewBox={`${-sideRoom} 0 ${width + 2 * sideRoom} ${height + labelRoom}`}
      role="img"
      aria-label={words.day.hours(said.join(words.listMark))}
    >
      {hours.map((steps, hour) => {
        const tall = (steps / most) * height;
        return <rect key={hour} x={hour * barWidth + gap / 2} y={height - tall} width={barWidth - gap} height={tall} />;
      })}
      <path d={`M0 ${height}H${width}`} class="hour-ground" />
      {labelled.map((hour) => (
        <text key={hour} x={hour * barWidth} y={height + labelRoom - 3} text-anchor="middle">
          {words.review.hourRange(hour)}
        </text>
      ))}
    </svg>
  );
};
