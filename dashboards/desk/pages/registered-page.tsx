/** Registered page: what the register knows of somebody: who they are, which pedometer they have and had, and what happened when. */
import { Coins, Footprints, Mail, Pencil, Undo } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PersonAsk, PersonRow, RegisteredPerson } from '../../../contract/register-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { SavePreviewed } from '../parts/changed-fields.tsx';
import { Fact } from '../parts/fact.tsx';
import { History } from '../parts/history.tsx';
import { Link } from '../parts/link.tsx';
import { LoanList, VisitMonths } from '../parts/loan-list.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonForm } from '../parts/person-form.tsx';
import { Recorded } from '../parts/recorded.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';
import { editedPerson, typedPersonOf } from '../view/asked-person.ts';

export const RegisteredPage = ({ id }: { readonly id: string }) => {
  const { words } = useDesk();
  const asking = useAsked('register/participant', { path: { id } });
  return (
    <Answered asking={asking} title={id}>
      {(registered) => (
        <>
          <PageTitle
            title={words.participants.registeredTitle(
              registered.person.name,
              registered.person.pedometer?.label ?? null,
            )}
          />
          <Board registered={registered} onChanged={asking.again} />
        </>
      )}
    </Answered>
  );
};

interface BoardProps {
  readonly registered: RegisteredPerson;
  readonly onChanged: () => void;
}

const Board = ({ registered: { person, loans, visits, history }, onChanged }: BoardProps) => {
  const { words } = useDesk();
  const [mode, setMode] = useState<'seen' | 'editing' | 'edited'>('seen');
  return (
    <>
      {mode === 'edited' && <Recorded title={words.participants.editedTitle} />}
      <Facts person={person} />
      <Doing person={person} onEdit={() => setMode('editing')} />
      {mode === 'editing' && (
        <Editing
          person={person}
          onSaved={() => {
            setMode('edited');
            onChanged();
          }}
        />
      )}
      <div class="person-board is-register">
        <div>
          <LoanList loans={loans} names="pedometer" />
          <VisitMonths visits={visits} />
        </div>
        <History entries={history} onChanged={onChanged} />
      </div>
    </>
  );
};

const Facts = ({ person }: { readonly person: PersonRow }) => {
  const { words, formats } = useDesk();
  const { facts } = words.person;
  const text = words.participants;
  const { id, name, birthDate, birthYear, age, centre, nickname, pedometer } = person;
  const born = birthDate === null ? text.born(String(birthYear), ageText(age, words)) : formats.longDate(birthDate);
  return (
    <dl class="facts is-register-facts panel">
      <Fact name={facts.number}>{id}</Fact>
      <Fact name={facts.name}>{name}</Fact>
      <Fact name={text.facts.birth}>{born}</Fact>
      {birthDate !== null && <Fact name={facts.age}>{ageText(age, words)}</Fact>}
      <Fact name={facts.centre}>{centre.name}</Fact>
      <Fact name={text.facts.nickname}>{nickname ?? words.none}</Fact>
      <Fact name={facts.pedometer}>
        {pedometer === null ? (
          words.none
        ) : (
          <Link to={{ kind: 'pedometer', device: pedometer.device }}>{words.numbered(pedometer.label)}</Link>
        )}
      </Fact>
    </dl>
  );
};

const ageText = (age: number | null, words: { readonly unknown: string; readonly age: (age: number) => string }) =>
  age === null ? words.unknown : words.age(age);

const Doing = ({ person, onEdit }: { readonly person: PersonRow; readonly onEdit: () => void }) => {
  const { words } = useDesk();
  const text = words.participants;
  const { id, pedometer } = person;
  return (
    <nav class="doing" aria-label={words.person.doing}>
      <Link to={{ kind: 'person', id, month: null }} class="button is-primary">
        <Coins aria-hidden="true" />
        {text.points}
      </Link>
      {pedometer === null ? (
        <Link to={{ kind: 'lend', device: '', participant: id }} class="button">
          <Footprints aria-hidden="true" />
          {text.lend}
        </Link>
      ) : (
        <Link to={{ kind: 'take-back', device: pedometer.device }} class="button">
          <Undo aria-hidden="true" />
          {text.takeBack}
        </Link>
      )}
      <Link to={{ kind: 'letter', id, month: '' }} class="button">
        <Mail aria-hidden="true" />
        {text.letter}
      </Link>
      <button type="button" class="button" onClick={onEdit}>
        <Pencil aria-hidden="true" />
        {words.roll.edit}
      </button>
    </nav>
  );
};

const Editing = ({ person, onSaved }: { readonly person: PersonRow; readonly onSaved: () => void }) => {
  const [asked, setAsked] = useState<PersonAsk | null>(null);
  return (
    <>
      <PersonForm first={typedPersonOf(person)} hasId={false} onAsk={setAsked} onEdit={() => setAsked(null)} />
      {asked !== null && <Previewed key={JSON.stringify(asked)} person={person} asked={asked} onSaved={onSaved} />}
    </>
  );
};

interface PreviewedProps {
  readonly person: PersonRow;
  readonly asked: PersonAsk;
  readonly onSaved: () => void;
}

const Previewed = ({ person, asked, onSaved }: PreviewedProps) => {
  const edited = editedPerson(person, asked);
  const path = { id: person.id };
  const asking = useAsked('register/previewEditParticipant', { path, body: edited });
  const { state, send } = useChange('register/editParticipant');
  const record = async (actor: string, reason: string): Promise<void> => {
    const told = await send({ ...edited, actor, ...(reason === '' ? {} : { reason }) }, path);
    if (told?.kind === 'answered' && told.answer.kind !== 'refused') onSaved();
  };
  return (
    <SavePreviewed asking={asking} state={state} isEdit onConfirm={(actor, reason) => void record(actor, reason)} />
  );
};
