/** Register new person page: somebody joins: number, name and centre, seen before it is recorded. */
import { ArrowLeft, Footprints, UserPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PersonAsk, Proposal } from '../../../contract/register-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { SavePreviewed } from '../parts/changed-fields.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonForm } from '../parts/person-form.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { firstPeople } from '../state/register-place.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { emptyPerson } from '../view/asked-person.ts';

export const RegisterNewPersonPage = ({ centre }: { readonly centre: string }) => {
  const { words } = useDesk();
  const [turn, setTurn] = useState(0);
  const asking = useAsked('register/proposal', { query: {} });
  const next = (): void => {
    asking.again();
    setTurn(turn + 1);
  };
  return (
    <Answered asking={asking} title={words.participants.newTitle}>
      {(proposal) => (
        <NewPerson key={`${turn} ${proposal.participant ?? ''}`} centre={centre} proposal={proposal} onNext={next} />
      )}
    </Answered>
  );
};

interface NewPersonProps {
  readonly centre: string;
  readonly proposal: Proposal;
  readonly onNext: () => void;
}

const NewPerson = ({ centre, proposal, onNext }: NewPersonProps) => {
  const { words } = useDesk();
  const text = words.participants;
  const [asked, setAsked] = useState<PersonAsk | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <>
      <p class="strip">
        <Link to={{ ...firstPeople, centre }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.people}
        </Link>
      </p>
      <PageTitle title={saved === null ? text.newTitle : text.savedTitle(saved)} />
      {saved === null ? (
        <>
          <PersonForm
            first={{ ...emptyPerson, id: proposal.participant ?? '', centre }}
            hasId
            onAsk={setAsked}
            onEdit={() => setAsked(null)}
          />
          {asked !== null && <Previewed key={JSON.stringify(asked)} asked={asked} onSaved={setSaved} />}
        </>
      ) : (
        <section class="panel">
          <Recorded title={text.savedTitle(saved)} />
          <p class="buttons">
            <Link to={{ kind: 'lend', device: '', participant: saved }} class="button is-primary">
              <Footprints aria-hidden="true" />
              {text.lend}
            </Link>
            <Link to={{ kind: 'registered', id: saved }} class="button">
              {text.register}
            </Link>
            <button type="button" class="button" onClick={onNext}>
              <UserPlus aria-hidden="true" />
              {text.another}
            </button>
          </p>
        </section>
      )}
    </>
  );
};

interface PreviewedProps {
  readonly asked: PersonAsk;
  readonly onSaved: (id: string) => void;
}

const Previewed = ({ asked, onSaved }: PreviewedProps) => {
  const asking = useAsked('register/previewAddParticipant', { body: asked });
  const { state, send } = useChange('register/addParticipant');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ ...asked, actor });
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSaved(told.answer.id);
  };
  return <SavePreviewed asking={asking} state={state} isEdit={false} onConfirm={(actor) => void record(actor)} />;
};
