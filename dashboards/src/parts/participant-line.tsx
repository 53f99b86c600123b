/** Participant line: one participant in the table. */
import type { LiveSnapshot } from '../../../contract/live.ts';
import { daySlotsOf } from '../view/day-slots.ts';
import { localDateOf } from '../../shared/local-date.ts';
import type { ParticipantRow } from '../view/participant-list.ts';
import { useSpeech } from '../words/speech.ts';
import { FigureText } from '../../shared/figure-text.tsx';
import { BatteryMark, LossMark } from './participant-marks.tsx';
import { Spark } from './spark.tsx';

export interface ParticipantLineProps {
  readonly row: ParticipantRow;
  readonly snapshot: LiveSnapshot;
  readonly onPerson: (person: string) => void;
}

export const ParticipantLine = ({ row, snapshot, onPerson }: ParticipantLineProps) => {
  const { words } = useSpeech();
  const text = words.participants;
  const { participant, level, centreName, yesterday } = row;
  const { label, daysSinceVisit } = participant;
  const today = localDateOf(Date.parse(snapshot.now), snapshot.zone);
  const open = (): void => onPerson(participant.id);
  return (
    <tr class={`is-${level}`} onClick={open}>
      <th scope="row" class="col-participant">
        <button
          type="button"
          class="textual"
          aria-haspopup="dialog"
          title={text.openPerson(participant.id)}
          onClick={(event) => {
            // The line around the button opens the same thing.
            event.stopPropagation();
            open();
          }}
        >
          {participant.id}
        </button>
      </th>
      <td class="col-label">{label === null ? text.noPedometer : text.pedometer(label)}</td>
      <td class="col-loss">
        <LossMark level={level} days={participant.daysUntilLoss} />
      </td>
      <td class="col-since">{daysSinceVisit === null ? text.never : text.daysAgo(daysSinceVisit)}</td>
      <td class="col-centre">{centreName ?? text.noCentre}</td>
      <td class="col-battery">
        <BatteryMark percent={participant.battery} />
      </td>
      <td class="col-yesterday">
        {yesterday === null ? (
          <span class="faint">{text.notArrived}</span>
        ) : (
          <FigureText text={words.figure(yesterday.steps)} />
        )}
      </td>
      <td class="col-points">
        <FigureText text={words.figure(participant.points)} />
      </td>
      <td class="col-weeks">
        <Spark slots={daySlotsOf(participant.days, today)} tiers={snapshot.tiers} />
      </td>
    </tr>
  );
};
