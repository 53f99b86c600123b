/** Participants: everybody with a pedometer, those first whose data will be lost first. */
import { useMemo, useState } from 'preact/hooks';
import type { LiveSnapshot } from '../../../contract/live.ts';
import { isLossNear } from '../view/attention.ts';
import {
  chooseRows,
  firstChoice,
  participantRowsOf,
  type ParticipantChoice,
  type ParticipantRow,
} from '../view/participant-list.ts';
import { useSpeech } from '../words/speech.ts';
import { ParticipantHead } from './participant-head.tsx';
import { ParticipantLine } from './participant-line.tsx';
import { ParticipantTools } from './participant-tools.tsx';

/** Those to look after and then some; who looks for somebody else types their number. */
const linesStep = 20;

export interface ParticipantsProps {
  readonly snapshot: LiveSnapshot;
  readonly onPerson: (person: string) => void;
}

export const Participants = ({ snapshot, onPerson }: ParticipantsProps) => {
  const { words } = useSpeech();
  const text = words.participants;
  const [choice, setChoice] = useState<ParticipantChoice>(firstChoice);
  const rows = useMemo(() => participantRowsOf(snapshot), [snapshot]);
  const chosen = useMemo(() => chooseRows(rows, choice), [rows, choice]);
  const near = snapshot.participants.filter(isLossNear).length;
  return (
    <section class="panel participants" id="participants" tabIndex={-1} aria-labelledby="participants-title">
      <h2 id="participants-title">{text.title(near, rows.length)}</h2>
      {rows.length === 0 ? (
        <FirstSteps />
      ) : (
        <>
          <ParticipantTools participants={snapshot.participants} choice={choice} onChoice={setChoice} />
          {chosen.length === 0 ? (
            <p class="empty">
              {text.noneChosen}{' '}
              <button type="button" class="textual" onClick={() => setChoice(firstChoice)}>
                {text.showAll}
              </button>
            </p>
          ) : (
            <ParticipantTable
              snapshot={snapshot}
              rows={chosen}
              all={rows.length}
              choice={choice}
              onChoice={setChoice}
              onPerson={onPerson}
            />
          )}
        </>
      )}
    </section>
  );
};

const FirstSteps = () => {
  const { words } = useSpeech();
  const text = words.participants;
  return (
    <div class="empty">
      <p>{text.empty}</p>
      <ol class="first-steps">
        {text.firstSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
};

interface ParticipantTableProps extends ParticipantsProps {
  readonly rows: readonly ParticipantRow[];
  readonly all: number;
  readonly choice: ParticipantChoice;
  readonly onChoice: (choice: ParticipantChoice) => void;
}

const ParticipantTable = ({ snapshot, rows, all, choice, onChoice, onPerson }: ParticipantTableProps) => {
  const { words } = useSpeech();
  const text = words.participants;
  const [linesMax, setLinesMax] = useState(linesStep);
  const shown = rows.slice(0, linesMax);
  const hidden = rows.length - shown.length;
  return (
    <>
      <table class="participant-table">
        <caption class="unseen">{text.caption}</caption>
        <ParticipantHead order={choice.order} onOrder={(order) => onChoice({ ...choice, order })} />
        <tbody>
          {shown.map((row) => (
            <ParticipantLine key={row.participant.id} row={row} snapshot={snapshot} onPerson={onPerson} />
          ))}
        </tbody>
      </table>
      <p class="shown">
        {text.shown(shown.length, all)}
        {hidden > 0 && (
          <button type="button" class="button" onClick={() => setLinesMax(linesMax + linesStep)}>
            {text.more(Math.min(hidden, linesStep))}
          </button>
        )}
      </p>
    </>
  );
};
