/** Register people page: everybody of the register, found by number or name, narrowed by centre and by who has a pedometer. */
import { Download, Search, Upload, UserPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PersonRow } from '../../../contract/register-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { CentreField } from '../parts/centre-field.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { ListTable, type Column } from '../parts/list-table.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SearchLine } from '../parts/search-line.tsx';
import { exportAddress } from '../state/desk-client.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';
import { useAsked } from '../state/use-asked.ts';
import { localDateOf } from '../../shared/local-date.ts';
import { askedOf } from '../view/asked-list.ts';
import { plainNumber } from '../view/typed-number.ts';

type PeoplePlace = Extract<Place, { readonly kind: 'people' }>;

const pedometerFilters = ['any', 'with', 'without'] as const;

export const RegisterPeoplePage = ({ place }: { readonly place: PeoplePlace }) => {
  const desk = useDesk();
  const { words, go } = desk;
  const text = words.participants;
  const { query, centre, pedometer, from } = place;
  const asking = useAsked('register/participants', { query: askedOf({ query, centre, pedometer, from }) });
  const narrow = (change: Partial<PeoplePlace>): void => go({ ...place, from: '', ...change });
  const { state } = asking;
  const title = state.kind === 'answered' ? text.title(state.answer.total, state.answer.registered) : words.nav.people;
  return (
    <>
      <PageTitle title={title} leavesFocus />
      <Find key={query} query={query} onFind={(asked) => narrow({ query: asked })} />
      <div class="fields narrowing">
        <CentreField value={centre} onValue={(value) => narrow({ centre: value })} none={words.roll.everyCentre} />
        <ChoiceField
          label={text.pedometer}
          value={pedometer === '' ? 'any' : pedometer}
          onValue={(value) => narrow({ pedometer: value === 'any' ? '' : value })}
          choices={pedometerFilters.map((each) => ({ value: each, text: text.pedometers[each] }))}
          isRequired
        />
      </div>
      <Tools centre={centre} />
      <Answered asking={asking}>
        {({ participants, total, registered }) => (
          <>
            <section class="panel">
              {participants.length === 0 ? (
                <p class="empty">{registered === 0 ? text.empty : text.nobody}</p>
              ) : (
                <ListTable rows={participants} keyOf={({ id }) => id} columns={columnsOf(desk)} />
              )}
              <ListPages
                from={from}
                shown={participants.length}
                total={total}
                placeOf={(rows) => ({ ...place, from: rows })}
              />
            </section>
          </>
        )}
      </Answered>
    </>
  );
};

const Find = ({ query, onFind }: { readonly query: string; readonly onFind: (asked: string) => void }) => {
  const { words } = useDesk();
  const [typed, setTyped] = useState(query);
  return (
    <SearchLine
      label={words.participants.search}
      hint={words.participants.searchHint}
      submit={words.roll.search}
      icon={Search}
      value={typed}
      onValue={setTyped}
      onSubmit={(given) => onFind(scannedPerson(given))}
      isSearch
      takesFocus
    />
  );
};

/** A scanner says the whole code of a card; the list is looked through for the number in it. */
const scannedPerson = (given: string): string => plainNumber(given).replace(/^AYMP\./i, '');

const Tools = ({ centre }: { readonly centre: string }) => {
  const { words } = useDesk();
  return (
    <p class="doing">
      <Link to={{ kind: 'new-person', centre }} class="button is-primary">
        <UserPlus aria-hidden="true" />
        {words.participants.new}
      </Link>
      <Link to={{ kind: 'tables', table: 'participants' }} class="button">
        <Upload aria-hidden="true" />
        {words.roll.importTable}
      </Link>
      <a class="button" href={exportAddress('participants')} download>
        <Download aria-hidden="true" />
        {words.roll.exportTable}
      </a>
    </p>
  );
};

const columnsOf = ({ words, formats, programme }: Desk): readonly Column<PersonRow>[] => {
  const { column, nickname } = words.participants;
  return [
    { name: column.id, cell: ({ id }) => <Link to={{ kind: 'registered', id }}>{id}</Link> },
    {
      name: column.name,
      cell: (person) => (
        <>
          {person.name}
          {person.nickname !== null && <span class="entry-aside">{nickname(person.nickname)}</span>}
        </>
      ),
    },
    { name: column.age, isNumber: true, cell: ({ age }) => (age === null ? words.unknown : words.age(age)) },
    { name: column.centre, cell: ({ centre }) => centre.name },
    {
      name: column.pedometer,
      isNumber: true,
      cell: ({ pedometer }) =>
        pedometer === null ? (
          words.none
        ) : (
          <Link to={{ kind: 'pedometer', device: pedometer.device }}>{words.numbered(pedometer.label)}</Link>
        ),
    },
    {
      name: column.since,
      cell: ({ pedometer }) =>
        pedometer === null ? '' : formats.longDate(localDateOf(Date.parse(pedometer.since), programme.zone)),
    },
  ];
};
