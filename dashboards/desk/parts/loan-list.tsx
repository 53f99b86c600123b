/** Loan list: the loans of a person or a pedometer, newest first, each with the way to put its times right; and readings by month. */
import type { LoanSpan } from '../../../contract/register-loan.ts';
import type { VisitMonth } from '../../../contract/register-terms.ts';
import { useDesk } from '../state/desk.ts';
import { byText } from './history.tsx';
import { Link } from './link.tsx';
import { ListTable, type Column } from './list-table.tsx';
import { Moment } from './moments.tsx';

export interface LoanListProps {
  readonly loans: readonly LoanSpan[];
  /** Which of the two is named in each line: the other is who the page is about. */
  readonly names: 'pedometer' | 'participant';
}

export const LoanList = ({ loans, names }: LoanListProps) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.roll;
  const columns: readonly Column<LoanSpan>[] = [
    names === 'pedometer'
      ? {
          name: text.loanColumn.pedometer,
          cell: ({ device, label }) => <Link to={{ kind: 'pedometer', device }}>{words.numbered(label)}</Link>,
        }
      : {
          name: text.loanColumn.participant,
          cell: ({ participant, name }) => (
            <>
              <Link to={{ kind: 'registered', id: participant }}>{participant}</Link> {name}
            </>
          ),
        },
    { name: text.loanColumn.from, cell: ({ from }) => <Moment at={from} /> },
    {
      name: text.loanColumn.to,
      cell: ({ to }) => (to === null ? <span class="tag">{text.running}</span> : <Moment at={to} />),
    },
    {
      name: text.loanColumn.by,
      cell: (loan) => (
        <>
          {saidOf(loan).map((by, index) => (
            <span key={index}>
              {index > 0 && words.listMark}
              {byText(desk, by)}
            </span>
          ))}{' '}
          <Link
            to={{ kind: 'correction', device: loan.device, participant: loan.participant, start: loan.from }}
            label={`${words.numbered(loan.label)} ${loan.participant} ${text.correct}`}
          >
            {text.correct}
          </Link>
        </>
      ),
    },
  ];
  return (
    <section class="panel" aria-labelledby="loans-title">
      <h2 id="loans-title">{text.loans(loans.length)}</h2>
      {loans.length > 0 && (
        <ListTable
          rows={loans}
          keyOf={({ device, participant, from }) => `${device} ${participant} ${from}`}
          columns={columns}
        />
      )}
    </section>
  );
};

const saidOf = ({ begunBy, endedBy }: LoanSpan) => [begunBy, endedBy].filter((by) => by !== null);

export const VisitMonths = ({ visits }: { readonly visits: readonly VisitMonth[] }) => {
  const { words, formats } = useDesk();
  const text = words.roll;
  return (
    <section class="panel" aria-labelledby="visits-title">
      <h2 id="visits-title">{text.visits}</h2>
      {visits.length === 0 ? (
        <p class="empty">{text.visitsEmpty}</p>
      ) : (
        <ul class="lines">
          {visits.map(({ month, visits: count, lastOn }) => (
            <li key={month}>{text.visitMonth(formats.month(month), count, formats.date(lastOn))}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
