/** Statement page: a participant's accounts over a month or a fiscal year, on the screen and on A4. */
import { Printer } from 'lucide-preact';
import type { Statement, StatementAccount } from '../../../contract/desk-statement.ts';
import { localDateOf } from '../../shared/local-date.ts';
import { Answered } from '../parts/answered.tsx';
import { EntryWords } from '../parts/entries.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PersonStrip, markOf, whoOf } from '../parts/person-strip.tsx';
import { accountOf, amountText, amountsText, useDesk, type Desk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { fiscalYearOf, monthAfter } from '../view/calendar-weeks.ts';

const monthsOffered = 13;
const yearsOffered = 4;

export interface StatementPageProps {
  readonly id: string;
  readonly month: string | null;
  readonly year: string | null;
}

export const StatementPage = ({ id, month, year }: StatementPageProps) => {
  const { words, programme } = useDesk();
  const fiscalYear = year ?? fiscalYearOf(programme.today);
  const query: Readonly<Record<string, string>> = month === null ? { fiscalYear } : { month };
  return (
    <Answered asking={useAsked('statement', { path: { id }, query })} title={words.person.statement}>
      {(statement) => (
        <>
          <div class="screen-only">
            <PersonStrip head={statement.head} />
            <StatementTitle statement={statement} span={month ?? fiscalYear} />
            <Chooser id={id} month={month} year={fiscalYear} />
          </div>
          <Sheet statement={statement} />
        </>
      )}
    </Answered>
  );
};

const spanText = ({ words, formats }: Desk, span: string): string =>
  span.length === 4 ? words.statement.yearName(span) : formats.month(span);

const StatementTitle = ({ statement, span }: { readonly statement: Statement; readonly span: string }) => {
  const desk = useDesk();
  const closing = statement.accounts.map((account) => ({ account: account.account, points: account.closing }));
  return <PageTitle title={desk.words.statement.title(spanText(desk, span), amountsText(desk, closing))} />;
};

interface ChooserProps {
  readonly id: string;
  readonly month: string | null;
  readonly year: string;
}

const Chooser = ({ id, month, year }: ChooserProps) => {
  const desk = useDesk();
  const { words, programme, go } = desk;
  const now = programme.today.slice(0, 7);
  const years = Array.from({ length: yearsOffered }, (_, back) => String(Number(fiscalYearOf(programme.today)) - back));
  const months = Array.from({ length: monthsOffered }, (_, back) => monthAfter(now, -back));
  const spans = [...new Set([...years, ...months, year, ...(month === null ? [] : [month])])];
  const choose = (span: string): void =>
    go({ kind: 'statement', id, ...(span.length === 4 ? { month: null, year: span } : { month: span, year: null }) });
  return (
    <div class="fields">
      <ChoiceField
        label={words.statement.kinds}
        value={month ?? year}
        onValue={choose}
        choices={spans.map((span) => ({ value: span, text: spanText(desk, span) }))}
        isRequired
      />
      <p class="buttons">
        <button type="button" class="button is-primary" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {words.print}
        </button>
      </p>
    </div>
  );
};

const Sheet = ({ statement }: { readonly statement: Statement }) => {
  const desk = useDesk();
  const { words, formats, language, programme } = desk;
  const text = words.statement;
  const { head, from, to, writtenOn, accounts } = statement;
  return (
    <article class="panel sheet-a4 is-statement">
      <h2>{text.heading}</h2>
      <p>
        {programme.name[language]}
        {words.clauseMark}
        {whoOf(head)} {head.name !== null && markOf(desk, head)}
      </p>
      <p>
        {text.span(formats.longDate(from), formats.longDate(to))}
        {words.clauseMark}
        {text.writtenOn(formats.longDate(writtenOn))}
      </p>
      {accounts.map((account) => (
        <AccountLines key={account.account} account={account} />
      ))}
      <p class="faint">{text.byWriting}</p>
    </article>
  );
};

const AccountLines = ({ account }: { readonly account: StatementAccount }) => {
  const desk = useDesk();
  const { words, formats, language, programme } = desk;
  const text = words.statement;
  const { column } = words.person;
  const amount = (points: number): string => amountText(desk, { account: account.account, points });
  return (
    <section>
      <h3>
        {accountOf(programme, account.account)?.name[language] ?? account.account}
        {words.clauseMark}
        {text.total(account.lines.length)}
      </h3>
      <table class="entry-table is-stacking">
        <thead>
          <tr>
            <th scope="col">{column.written}</th>
            <th scope="col">{column.what}</th>
            <th scope="col" class="number">
              {column.points}
            </th>
            <th scope="col" class="number">
              {column.balance}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr class="is-sum">
            <td />
            <td>{text.opening}</td>
            <td />
            <td class="number">{amount(account.opening)}</td>
          </tr>
          {account.lines.map((line) => (
            <StatementLine key={line.id} line={line} />
          ))}
          <tr class="is-sum">
            <td />
            <td>{account.lines.length === 0 ? text.empty : text.closing}</td>
            <td />
            <td class="number">{amount(account.closing)}</td>
          </tr>
        </tbody>
      </table>
      {account.expiring.length > 0 && (
        <p>
          {text.expiring}:{' '}
          {account.expiring
            .map(({ points, on }) => words.person.expiring(amount(points), formats.longDate(on)))
            .join(words.listMark)}
        </p>
      )}
    </section>
  );
};

const StatementLine = ({ line: { balance, ...entry } }: { readonly line: StatementAccount['lines'][number] }) => {
  const desk = useDesk();
  const { words, formats, programme } = desk;
  const amount = (points: number): string => amountText(desk, { account: entry.account, points });
  return (
    <tr>
      <th scope="row">{formats.shortDate(localDateOf(Date.parse(entry.at), programme.zone))}</th>
      <td>
        {formats.shortDate(entry.date)} <EntryWords entry={entry} />
      </td>
      <td class="number" data-name={words.person.column.points}>
        {words.signed(entry.points, amount(entry.points))}
      </td>
      <td class="number" data-name={words.person.column.balance}>
        {amount(balance)}
      </td>
    </tr>
  );
};
