/** Stock table: pedometers by centre and by where they are; each number leads to the list behind it. */
import type { Centres, Stock } from '../../../contract/register-centre.ts';
import { FigureText } from '../../shared/figure-text.tsx';
import { useDesk } from '../state/desk.ts';
import { firstPedometers, firstPeople } from '../state/register-place.ts';
import type { NamedCentre } from './centre-forms.tsx';
import { Link } from './link.tsx';

type Counts = Stock['all'];

/** In this order, with the words of the list they lead to. */
const columns = [
  ['inStock', 'in-stock'],
  ['onLoan', 'on-loan'],
  ['returned', 'returned'],
  ['lost', 'lost'],
  ['repair', 'repair'],
  ['retired', 'retired'],
  ['batteryDue', 'battery-due'],
  ['silent', 'silent'],
] as const satisfies readonly (readonly [keyof Counts, string])[];

/** These want somebody to do something. */
const urgent: readonly string[] = ['lost', 'battery-due', 'silent'];

export interface StockTableProps {
  readonly stock: Stock;
  readonly centres: Centres['centres'];
  readonly onRename: (centre: NamedCentre) => void;
}

export const StockTable = ({ stock, centres, onRename }: StockTableProps) => {
  const { words } = useDesk();
  const text = words.centres;
  return (
    <div class="table-place">
      <table class="entry-table is-stacking is-list is-stock">
        <StockHead />
        <tbody>
          {stock.centres.map(({ centre, ...counts }) => (
            <tr key={centre.id}>
              <th scope="row">
                {centre.name}{' '}
                <button
                  type="button"
                  class="textual"
                  aria-label={`${centre.name} ${text.rename}`}
                  onClick={() => onRename(centre)}
                >
                  {text.rename}
                </button>
              </th>
              <td class="number" data-name={text.column.people}>
                <Link
                  to={{ ...firstPeople, centre: centre.id }}
                  label={`${centre.name} ${words.people(peopleOf(centres, centre.id))}`}
                >
                  <FigureText text={words.figure(peopleOf(centres, centre.id))} />
                </Link>
              </td>
              <CountCells counts={counts} name={centre.name} centre={centre.id} />
            </tr>
          ))}
          {stock.centres.length > 1 && (
            <tr class="is-sum">
              <th scope="row">{text.all}</th>
              <td class="number" data-name={text.column.people}>
                <FigureText text={words.figure(centres.reduce((sum, { participants }) => sum + participants, 0))} />
              </td>
              <CountCells counts={stock.all} name={text.all} centre="" />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
};

const StockHead = () => {
  const { words } = useDesk();
  const text = words.centres;
  return (
    <thead>
      <tr>
        <th scope="col">{text.column.centre}</th>
        <th scope="col" class="number">
          {text.column.people}
        </th>
        {columns.map(([count]) => (
          <th key={count} scope="col" class="number">
            {text.column[count]}
          </th>
        ))}
        <th scope="col" class="number">
          {text.column.total}
        </th>
      </tr>
    </thead>
  );
};

const peopleOf = (centres: Centres['centres'], id: string): number =>
  centres.find((centre) => centre.id === id)?.participants ?? 0;

interface CountCellsProps {
  readonly counts: Counts;
  readonly name: string;
  /** Empty for all of them. */
  readonly centre: string;
}

const CountCells = ({ counts, name, centre }: CountCellsProps) => {
  const { words } = useDesk();
  const text = words.centres;
  return (
    <>
      {columns.map(([count, standing]) => (
        <td key={count} class="number" data-name={text.column[count]}>
          {counts[count] === 0 ? (
            <span class="faint">0</span>
          ) : (
            <Link
              to={{ ...firstPedometers, centre, standing }}
              class={urgent.includes(standing) ? 'textual is-urgent' : 'textual'}
              label={text.numberLabel(name, words.pedometers.standing[standing], counts[count])}
            >
              <FigureText text={words.figure(counts[count])} />
            </Link>
          )}
        </td>
      ))}
      <td class="number" data-name={text.column.total}>
        <FigureText text={words.figure(counts.total)} />
      </td>
    </>
  );
};
