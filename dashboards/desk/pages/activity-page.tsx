/** Activity page: enters what a participant did: choose it or scan its code, see the points, record, and take back what was entered by mistake. */
import { useState } from 'preact/hooks';
import type { PersonHead } from '../../../contract/desk-participant.ts';
import type { DeskActivity } from '../../../contract/desk-programme.ts';
import { ActivityForm } from '../parts/activity-form.tsx';
import { ActivityMenu } from '../parts/activity-menu.tsx';
import { Answered } from '../parts/answered.tsx';
import { ClaimPreviewed } from '../parts/claim-previewed.tsx';
import { ClaimRecorded, type RecordedClaim } from '../parts/claim-recorded.tsx';
import { CodeReader, type ReadCode } from '../parts/code-reader.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonStrip, whoOf } from '../parts/person-strip.tsx';
import { amountText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import type { AskedClaim } from '../view/asked-claim.ts';

export const ActivityPage = ({ id }: { readonly id: string }) => {
  const { words } = useDesk();
  const [turn, setTurn] = useState(0);
  return (
    <Answered asking={useAsked('person', { path: { id } })} title={words.activity.title(id)}>
      {({ head }) => <Entering key={turn} head={head} onNext={() => setTurn(turn + 1)} />}
    </Answered>
  );
};

interface EnteringProps {
  readonly head: PersonHead;
  readonly onNext: () => void;
}

const Entering = ({ head, onNext }: EnteringProps) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.activity;
  const [activity, setActivity] = useState<DeskActivity | null>(null);
  const [code, setCode] = useState<ReadCode | null>(null);
  const [asked, setAsked] = useState<AskedClaim | null>(null);
  const [recorded, setRecorded] = useState<RecordedClaim | null>(null);
  const [isUndone, setUndone] = useState(false);
  const titleRecorded = (claim: RecordedClaim): string =>
    isUndone ? text.undone : text.recordedTitle(amountText(desk, claim));
  const title = recorded === null ? text.title(whoOf(head)) : titleRecorded(recorded);
  const choose = (chosen: DeskActivity | null): void => {
    setActivity(chosen);
    setAsked(null);
  };
  const takeCode = (read: ReadCode | null): void => {
    setCode(read);
    choose(read?.activity ?? null);
  };
  return (
    <>
      <PersonStrip head={head} />
      <PageTitle title={title} />
      {recorded !== null ? (
        <ClaimRecorded recorded={recorded} onNext={onNext} onUndone={() => setUndone(true)} />
      ) : (
        <div class="entering">
          {activity === null ? (
            <>
              <ActivityMenu onChoose={choose} />
              <CodeReader onRead={takeCode} />
            </>
          ) : (
            <ActivityForm
              key={activity.id}
              id={head.id}
              activity={activity}
              code={code}
              onOther={() => takeCode(null)}
              onAsk={setAsked}
              onEdit={() => setAsked(null)}
            />
          )}
          {asked !== null && <ClaimPreviewed key={JSON.stringify(asked)} asked={asked} onRecorded={setRecorded} />}
        </div>
      )}
    </>
  );
};
