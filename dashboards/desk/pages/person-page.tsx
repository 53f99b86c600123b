/** Person page: a participant's balance, the days of a month, its entries, and what can be done for them. */
import { ContactRound, FileText, Mail, MoveRight, PenLine, Stamp } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import type { Person, PersonAccount } from '../../../contract/desk-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { Calendar } from '../parts/calendar.tsx';
import { Entries } from '../parts/entries.tsx';
import { Fact } from '../parts/fact.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { whoOf } from '../parts/person-strip.tsx';
import { accountOf, amountText, amountsText, useDesk } from '../state/desk.ts';
import { keepRecent } from '../state/kept-text.ts';
import { useAsked } from '../state/use-asked.ts';

export interface PersonPageProps {
  readonly id: string;
  readonly month: string | null;
}

export const PersonPage = ({ id, month }: PersonPageProps) => {
  const asking = useAsked('person', { path: { id }, query: month === null ? {} : { month } });
  return (
    <Answered asking={asking} title={id}>
      {(person) => (
        <>
          <KeptRecent id={person.head.id} />
          <PersonTitle person={person} />
          <Facts person={person} />
          <Doing person={person} />
          <div class="person-board">
            <Calendar person={person} />
            <Entries id={id} entries={person.entries} month={person.month} onChanged={asking.again} />
          </div>
        </>
      )}
    </Answered>
  );
};

/** Only who exists is remembered. */
const KeptRecent = ({ id }: { readonly id: string }) => {
  useEffect(() => keepRecent(id), [id]);
  return null;
};

const PersonTitle = ({ person }: { readonly person: Person }) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.person;
  const balances = person.accounts.map(({ account, balance }) => ({ account, points: balance }));
  const clauses = [text.title(whoOf(person.head), amountsText(desk, balances))];
  if (person.heldDates.length > 0) clauses.push(text.heldDays(person.heldDates.length));
  return <PageTitle title={clauses.join(words.clauseMark)} />;
};

const Facts = ({ person: { head, accounts, month } }: { readonly person: Person }) => {
  const { words, formats } = useDesk();
  const text = words.person;
  const { facts } = text;
  return (
    <div class="person-top">
      <dl class="facts panel">
        <Fact name={facts.number}>{head.id}</Fact>
        {head.name !== null && <Fact name={facts.name}>{head.name}</Fact>}
        <Fact name={facts.pedometer}>{head.label === null ? words.none : words.numbered(head.label)}</Fact>
        <Fact name={facts.age}>{head.age === null ? words.unknown : words.age(head.age)}</Fact>
        <Fact name={facts.centre}>{head.centre ?? words.none}</Fact>
        <Fact name={facts.since}>{head.since === null ? words.unknown : formats.longDate(head.since)}</Fact>
      </dl>
      <div class="balances">
        {accounts.map((account) => (
          <Balance key={account.account} account={account} month={month} />
        ))}
      </div>
    </div>
  );
};

const Balance = ({ account, month }: { readonly account: PersonAccount; readonly month: string }) => {
  const desk = useDesk();
  const { words, language, formats, programme } = desk;
  const text = words.person;
  const amount = (points: number): string => amountText(desk, { account: account.account, points });
  return (
    <section class={`panel balance ${account.isOpen ? '' : 'is-closed'}`}>
      <h2>{accountOf(programme, account.account)?.name[language] ?? account.account}</h2>
      <p class="balance-value">{amount(account.balance)}</p>
      <p>
        {text.thisMonth(formats.month(month))}{' '}
        <strong>{words.signed(account.monthPoints, amount(account.monthPoints))}</strong>
      </p>
      {!account.isOpen && <p class="faint">{account.closed?.[language] ?? text.closed}</p>}
      {account.expiring.map(({ points, on }) => (
        <p key={on}>{text.expiring(amount(points), formats.date(on))}</p>
      ))}
    </section>
  );
};

const Doing = ({ person: { head, heldDates, accounts, month } }: { readonly person: Person }) => {
  const { words, formats, programme } = useDesk();
  const text = words.person;
  const { id } = head;
  const hasPaper = programme.accounts.some(({ isPaper }) => isPaper);
  const canMove =
    programme.transfer !== null &&
    accounts.some(({ account, balance }) => account === programme.transfer?.from && balance > 0);
  return (
    <nav class="doing" aria-label={text.doing}>
      {programme.activities.length > 0 && (
        <Link to={{ kind: 'activity', id }} class="button is-primary">
          <PenLine aria-hidden="true" />
          {text.enterActivity}
        </Link>
      )}
      {hasPaper && (
        <Link to={{ kind: 'stamps', id }} class="button">
          <Stamp aria-hidden="true" />
          {text.stamps}
        </Link>
      )}
      {canMove && (
        <Link to={{ kind: 'transfer', id }} class="button">
          <MoveRight aria-hidden="true" />
          {text.transfer}
        </Link>
      )}
      <Link to={{ kind: 'statement', id, month: null, year: null }} class="button">
        <FileText aria-hidden="true" />
        {text.statement}
      </Link>
      <Link to={{ kind: 'registered', id }} class="button">
        <ContactRound aria-hidden="true" />
        {words.participants.register}
      </Link>
      <Link to={{ kind: 'letter', id, month }} class="button">
        <Mail aria-hidden="true" />
        {words.letter.print}
      </Link>
      {heldDates.map((date) => (
        <Link key={date} to={{ kind: 'evidence', id, date }} class="button">
          {words.review.open} {formats.date(date)}
        </Link>
      ))}
    </nav>
  );
};
