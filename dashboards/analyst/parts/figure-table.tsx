/** Figure table: the figures behind a chart, to be sorted where they have no order of their own, and taken out as a file. */
import { ArrowDown, ArrowUp, ArrowUpDown, Download } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { FigureText } from '../../shared/figure-text.tsx';
import { useAnalyst } from '../state/analyst.ts';
import { fileNameOf, sortedRows, type Cell, type Sheet, type SheetOrder } from '../view/sheet.ts';

export interface FigureTableProps {
  readonly sheet: Sheet;
  /** The table stands in sight already. */
  readonly isOpen?: boolean;
}

export const FigureTable = ({ sheet, isOpen = false }: FigureTableProps) => {
  const { words } = useAnalyst();
  return (
    <div class="behind-chart">
      {!isOpen && (
        <details>
          <summary>{words.table}</summary>
          <SheetTable sheet={sheet} />
        </details>
      )}
      <FileButton sheet={sheet} />
    </div>
  );
};

export interface SheetTableProps {
  readonly sheet: Sheet;
  /** A heading above says its name already. */
  readonly isNamed?: boolean;
}

export const SheetTable = ({ sheet, isNamed = false }: SheetTableProps) => {
  const [order, setOrder] = useState<SheetOrder | null>(null);
  return (
    <div class="table-place" tabIndex={0} role="group" aria-label={sheet.caption}>
      <table class="plain-table">
        <caption class={isNamed ? 'unseen' : ''}>{sheet.caption}</caption>
        <thead>
          <tr>
            {sheet.columns.map(({ name, isNumber }, column) => (
              <th
                key={name}
                scope="col"
                class={isNumber ? 'number' : ''}
                {...(order?.column === column
                  ? { 'aria-sort': order.isRising ? ('ascending' as const) : ('descending' as const) }
                  : {})}
              >
                {sheet.isSortable === true ? (
                  <Sorter name={name} column={column} isNumber={isNumber} order={order} onOrder={setOrder} />
                ) : (
                  name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortedRows(sheet, order).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {textOf(cell)}
                  </th>
                ) : (
                  <td key={column} class={sheet.columns[column]?.isNumber === true ? 'number' : ''}>
                    <FigureText text={textOf(cell)} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

interface SorterProps {
  readonly name: string;
  readonly column: number;
  readonly isNumber: boolean;
  readonly order: SheetOrder | null;
  readonly onOrder: (order: SheetOrder) => void;
}

/** Numbers begin with the largest, names with the first. */
const Sorter = ({ name, column, isNumber, order, onOrder }: SorterProps) => {
  const isMine = order?.column === column;
  const Icon = !isMine ? ArrowUpDown : order.isRising ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      class="textual sorter"
      onClick={() => onOrder({ column, isRising: isMine ? !order.isRising : !isNumber })}
    >
      {name}
      <Icon aria-hidden="true" />
    </button>
  );
};

const FileButton = ({ sheet }: Pick<FigureTableProps, 'sheet'>) => {
  const { words, span } = useAnalyst();
  const save = async (): Promise<void> => {
    const { sheetFileOf } = await import('../view/sheet-file.ts');
    const address = URL.createObjectURL(new Blob([sheetFileOf(sheet)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileNameOf(words.fileProduct, sheet.caption, span.from, span.to);
    link.click();
    // The browser has taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <button type="button" class="button is-small" onClick={() => void save()}>
      <Download aria-hidden="true" />
      {words.takeOut}
      <span class="unseen">{words.takeOutOf(sheet.caption)}</span>
    </button>
  );
};
