/** Find page: a participant by number, typed or scanned, and whom one looked up just now. */
import { Search } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FoundParticipant, Participants } from '../../../contract/desk-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SearchLine } from '../parts/search-line.tsx';
import { ask } from '../state/desk-client.ts';
import { amountsText, useDesk } from '../state/desk.ts';
import { forgetRecent, keptRecent } from '../state/kept-text.ts';
import { useAsked } from '../state/use-asked.ts';
import { isSameNumber, plainNumber } from '../view/typed-number.ts';

export const FindPage = ({ query }: { readonly query: string }) => {
  const { words } = useDesk();
  const held = useAsked('held').state;
  return (
    <>
      <PageTitle title={words.find.title(held.kind === 'answered' ? held.answer.held.length : null)} leavesFocus />
      <FindForm key={query} query={query} />
      {query === '' ? <Recent /> : <Found query={query} />}
    </>
  );
};

const FindForm = ({ query }: { readonly query: string }) => {
  const { words, go } = useDesk();
  const text = words.find;
  const [typed, setTyped] = useState(query);
  /** Which search is the newest; none once the page has been left. */
  const search = useRef(0);
  useEffect(
    () => () => {
      search.current = 0;
    },
    [],
  );
  /** A number that is somebody's own leads straight to them: a scanner ends with Enter. */
  const find = async (given: string): Promise<void> => {
    const asked = plainNumber(given);
    if (asked === '') return;
    const turn = (search.current += 1);
    const told = await ask('participants', { query: { query: asked } });
    // A late answer takes nobody away from what they asked for, or began to type, since.
    if (search.current !== turn) return;
    const [first] = told.kind === 'answered' ? told.answer.participants : [];
    if (first !== undefined && isSameNumber(asked, first)) go({ kind: 'person', id: first.id, month: null });
    else go({ kind: 'find', query: asked });
  };
  return (
    <SearchLine
      label={text.label}
      hint={text.hint}
      submit={text.submit}
      icon={Search}
      value={typed}
      onValue={(value) => {
        search.current += 1;
        setTyped(value);
      }}
      onSubmit={(given) => void find(given)}
      isSearch
      takesFocus
    />
  );
};

const Recent = () => {
  const { words } = useDesk();
  const text = words.find;
  const [recent, setRecent] = useState(keptRecent);
  return (
    <section class="panel" aria-labelledby="recent-title">
      <h2 id="recent-title">{text.recent}</h2>
      {recent.length === 0 ? (
        <p class="empty">{text.recentEmpty}</p>
      ) : (
        <>
          <ul class="recent">
            {recent.map((id) => (
              <li key={id}>
                <Link to={{ kind: 'person', id, month: null }} class="button">
                  {id}
                </Link>
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="textual"
            onClick={() => {
              forgetRecent();
              setRecent([]);
            }}
          >
            {text.forget}
          </button>
        </>
      )}
    </section>
  );
};

const Found = ({ query }: { readonly query: string }) => (
  <Answered asking={useAsked('participants', { query: { query } })}>
    {(found) => <FoundPanel query={query} found={found} />}
  </Answered>
);

const FoundPanel = ({ query, found }: { readonly query: string; readonly found: Participants }) => {
  const { words } = useDesk();
  const text = words.find;
  const { participants, hasMore, enrolled } = found;
  return (
    <section class="panel" aria-labelledby="found-title">
      <div role="status">
        <h2 id="found-title">
          {participants.length === 0 ? text.nobody(query) : text.found(participants.length, hasMore)}
        </h2>
      </div>
      {participants.length === 0 ? (
        <p class="empty">{enrolled === 0 ? text.nobodyEnrolled : text.nobodyNext}</p>
      ) : (
        <FoundTable participants={participants} />
      )}
    </section>
  );
};

const FoundTable = ({ participants }: Pick<Participants, 'participants'>) => {
  const { words, programme } = useDesk();
  const { column } = words.find;
  return (
    <div class="table-place">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{column.id}</th>
            <th scope="col" class="is-minor">
              {column.label}
            </th>
            {programme.namesKnown && <th scope="col">{column.name}</th>}
            <th scope="col" class="is-minor">
              {column.centre}
            </th>
            <th scope="col" class="is-minor">
              {column.age}
            </th>
            <th scope="col" class="number">
              {column.balance}
            </th>
          </tr>
        </thead>
        <tbody>
          {participants.map((participant) => (
            <FoundLine key={participant.id} participant={participant} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const FoundLine = ({ participant }: { readonly participant: FoundParticipant }) => {
  const desk = useDesk();
  const { words, programme } = desk;
  const { id, label, name, centre, age, accounts } = participant;
  return (
    <tr>
      <th scope="row">
        <Link to={{ kind: 'person', id, month: null }}>{id}</Link>
      </th>
      <td class="is-minor">{label === null ? words.none : words.numbered(label)}</td>
      {programme.namesKnown && <td>{name ?? words.unknown}</td>}
      <td class="is-minor">{centre ?? words.none}</td>
      <td class="is-minor">{age === null ? words.unknown : words.age(age)}</td>
      <td class="number">
        {amountsText(
          desk,
          accounts.map(({ account, balance }) => ({ account, points: balance })),
        )}
      </td>
    </tr>
  );
};
