/** Person dialog: one participant's last four weeks, day by day. */
import { X } from 'lucide-preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { LiveParticipant, LiveSnapshot } from '../../../contract/live.ts';
import { lossLevelOf } from '../view/attention.ts';
import { daySlotsOf, daySummaryOf, type DaySlot } from '../view/day-slots.ts';
import { localDateOf } from '../../shared/local-date.ts';
import { useSpeech } from '../words/speech.ts';
import { DayChart } from './day-chart.tsx';
import { DayTable } from './day-table.tsx';
import { BatteryMark, LossMark } from './participant-marks.tsx';

export interface PersonDialogProps {
  readonly snapshot: LiveSnapshot;
  readonly participant: LiveParticipant;
  readonly onClose: () => void;
}

export const PersonDialog = ({ snapshot, participant, onClose }: PersonDialogProps) => {
  const { words, formats } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const today = localDateOf(Date.parse(snapshot.now), snapshot.zone);
  // The days change with a visit, not with every second's snapshot: compared by content.
  const daysText = JSON.stringify(participant.days);
  const slots = useMemo(() => daySlotsOf(participant.days, today), [daysText, today]);
  const summary = daySummaryOf(slots);
  const finding = words.person.finding(summary, summary.best === null ? '' : formats.date(summary.best.date));
  const text = `${finding}。${words.person.arrived(summary)}`;
  return (
    <dialog ref={dialog} class="person" aria-labelledby="person-title" onClose={onClose}>
      <div class="person-head">
        <p class="person-who">{participant.id}</p>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          <X aria-hidden="true" />
          {words.person.close}
        </button>
      </div>
      <h2 id="person-title">{finding}</h2>
      <PersonFacts snapshot={snapshot} participant={participant} />
      <figure>
        <DayChart slots={slots} tiers={snapshot.tiers} text={text} />
        <figcaption>
          <Legend slots={slots} />
          <p>
            {words.person.arrived(summary)} {snapshot.tiers.length > 0 && words.person.tiers(snapshot.tiers)}
          </p>
        </figcaption>
      </figure>
      <details>
        <summary>{words.table.open}</summary>
        <DayTable slots={slots} tiers={snapshot.tiers} />
      </details>
    </dialog>
  );
};

const PersonFacts = ({ snapshot, participant }: Omit<PersonDialogProps, 'onClose'>) => {
  const { words } = useSpeech();
  const text = words.participants;
  const { label, daysSinceVisit } = participant;
  const centre = snapshot.centres.find((each) => each.id === participant.centre);
  return (
    <dl class="facts">
      <div>
        <dt>{text.column.label}</dt>
        <dd>{label === null ? text.noPedometer : text.pedometer(label)}</dd>
      </div>
      <div>
        <dt>{words.person.untilLoss}</dt>
        <dd>
          <LossMark level={lossLevelOf(participant)} days={participant.daysUntilLoss} />
        </dd>
      </div>
      <div>
        <dt>{text.column.since}</dt>
        <dd>{daysSinceVisit === null ? text.never : text.daysAgo(daysSinceVisit)}</dd>
      </div>
      <div>
        <dt>{text.column.centre}</dt>
        <dd>{centre?.name ?? text.noCentre}</dd>
      </div>
      <div>
        <dt>{text.column.battery}</dt>
        <dd>
          <BatteryMark percent={participant.battery} />
        </dd>
      </div>
      <div>
        <dt>{text.column.points}</dt>
        <dd>{words.figure(participant.points)}</dd>
      </div>
    </dl>
  );
};

const kinds = ['finished', 'open', 'held', 'missing'] as const;

/** Only what the chart shows is explained. */
const Legend = ({ slots }: { readonly slots: readonly DaySlot[] }) => {
  const { words } = useSpeech();
  return (
    <ul class="legend">
      {kinds
        .filter((kind) => slots.some((slot) => slot.kind === kind))
        .map((kind) => (
          <li key={kind}>
            <span class={`swatch is-${kind}`} aria-hidden="true" />
            {words.person.stateMeaning[kind]}
          </li>
        ))}
    </ul>
  );
};
