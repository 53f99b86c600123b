/** Visits: pedometers as they come in, newest first. */
import { BatteryLow, BatteryMedium, Inbox } from 'lucide-preact';
import type { LiveSnapshot, LiveVisit } from '../../../contract/live.ts';
import { batteryLowPercentMax } from '../view/attention.ts';
import { useSpeech } from '../words/speech.ts';
import { VisitAnnouncer } from './visit-announcer.tsx';

export interface VisitsProps {
  readonly snapshot: LiveSnapshot;
  readonly visits: readonly LiveVisit[];
  readonly onPerson: (person: string) => void;
}

export const Visits = ({ snapshot, visits, onPerson }: VisitsProps) => {
  const { words, formats } = useSpeech();
  const nowMs = Date.parse(snapshot.now);
  const [latest] = visits;
  const title =
    latest === undefined
      ? words.visits.emptyTitle
      : words.visits.title(latest.label, formats.shortMoment(latest.at, nowMs));
  return (
    <section class="panel visits" aria-labelledby="visits-title">
      <h2 id="visits-title">{title}</h2>
      <VisitAnnouncer visits={visits} />
      {latest === undefined ? (
        <p class="empty">{words.visits.empty}</p>
      ) : (
        // A list that scrolls has to be reachable by keyboard.
        <ol class="visit-list" tabIndex={0} aria-labelledby="visits-title">
          {visits.map((visit) => (
            <VisitItem key={visit.id} visit={visit} nowMs={nowMs} onPerson={onPerson} />
          ))}
        </ol>
      )}
    </section>
  );
};

interface VisitItemProps {
  readonly visit: LiveVisit;
  readonly nowMs: number;
  readonly onPerson: (person: string) => void;
}

const VisitItem = ({ visit, nowMs, onPerson }: VisitItemProps) => {
  const { words, formats } = useSpeech();
  const text = words.visits;
  const { participant } = visit;
  return (
    <li class="visit">
      {participant === null ? (
        <span class="visit-label">{text.pedometer(visit.label)}</span>
      ) : (
        <button type="button" class="visit-label textual" onClick={() => onPerson(participant)}>
          {text.pedometer(visit.label)}
        </button>
      )}
      <span>{text.days(visit.days)}</span>
      <time class="visit-time" dateTime={visit.at}>
        {formats.shortMoment(visit.at, nowMs)}
      </time>
      <p class="visit-marks">
        {participant === null && <span class="visit-note">{text.notOnLoan}</span>}
        <b>{text.steps(visit.newSteps)}</b>
        <VisitBattery percent={visit.battery} />
        {visit.quarantined > 0 && (
          <span class="mark is-urgent">
            <Inbox aria-hidden="true" />
            {text.quarantined(visit.quarantined)}
          </span>
        )}
      </p>
    </li>
  );
};

const VisitBattery = ({ percent }: { readonly percent: number | null }) => {
  const { words } = useSpeech();
  if (percent === null) return null;
  const low = percent <= batteryLowPercentMax;
  const Icon = low ? BatteryLow : BatteryMedium;
  return (
    <span class={low ? 'mark is-urgent' : 'mark'}>
      <Icon aria-hidden="true" />
      {low ? words.visits.batteryLow(percent) : words.visits.battery(percent)}
    </span>
  );
};
