/** Stamps page: the stamps of a paper card keyed in line by line, seen together, recorded all or none. */
import { useState } from 'preact/hooks';
import type { PersonHead } from '../../../contract/desk-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonStrip, whoOf } from '../parts/person-strip.tsx';
import { StampGrid } from '../parts/stamp-grid.tsx';
import { StampsPreviewed, StampsRecorded, type RecordedStamps } from '../parts/stamps-previewed.tsx';
import { amountText, useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import type { AskedStamp } from '../view/asked-stamp.ts';

export const StampsPage = ({ id }: { readonly id: string }) => {
  const { words, programme } = useDesk();
  const [turn, setTurn] = useState(0);
  const paper = programme.accounts.find(({ isPaper }) => isPaper);
  return (
    <Answered asking={useAsked('person', { path: { id } })} title={words.stamps.title(id)}>
      {({ head }) =>
        paper === undefined ? (
          <>
            <PersonStrip head={head} />
            <PageTitle title={words.stamps.noPaper} />
          </>
        ) : (
          <Keying key={turn} head={head} paper={paper.id} onNext={() => setTurn(turn + 1)} />
        )
      }
    </Answered>
  );
};

interface KeyingProps {
  readonly head: PersonHead;
  readonly paper: string;
  readonly onNext: () => void;
}

const Keying = ({ head, paper, onNext }: KeyingProps) => {
  const desk = useDesk();
  const text = desk.words.stamps;
  const [asked, setAsked] = useState<readonly AskedStamp[] | null>(null);
  const [recorded, setRecorded] = useState<RecordedStamps | null>(null);
  const title =
    recorded === null ? text.title(whoOf(head)) : text.recordedTitle(recorded.lines.length, amountText(desk, recorded));
  return (
    <>
      <PersonStrip head={head} />
      <PageTitle title={title} />
      {recorded === null ? (
        <>
          <StampGrid paper={paper} onAsk={setAsked} onEdit={() => setAsked(null)} />
          {asked !== null && (
            <StampsPreviewed key={JSON.stringify(asked)} id={head.id} rows={asked} onRecorded={setRecorded} />
          )}
        </>
      ) : (
        <StampsRecorded recorded={recorded} onNext={onNext} />
      )}
    </>
  );
};
