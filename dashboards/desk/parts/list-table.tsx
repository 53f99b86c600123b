/** List table: rows under named columns; on a phone each row is a card that says its columns' names itself. */
import type { ComponentChildren } from 'preact';
import { FigureText } from '../../shared/figure-text.tsx';

export interface Column<Row> {
  readonly name: string;
  readonly isNumber?: boolean;
  /** What stands in it says its name already, such as a button: a card does not say it twice. */
  readonly saysItself?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

export interface ListTableProps<Row> {
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Of the table, for who hears it. */
  readonly label?: string;
}

export const ListTable = <Row,>({ columns, rows, keyOf, label }: ListTableProps<Row>) => (
  <div class="table-place">
    <table class="entry-table is-stacking is-list" {...(label === undefined ? {} : { 'aria-label': label })}>
      <thead>
        <tr>
          {columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" class={isNumber === true ? 'number' : ''}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, isNumber, saysItself, cell }, index) =>
              index === 0 ? (
                <th key={name} scope="row" class={isNumber === true ? 'number' : ''}>
                  {cell(row)}
                </th>
              ) : (
                <td
                  key={name}
                  {...(saysItself === true ? {} : { 'data-name': name })}
                  class={isNumber === true ? 'number' : ''}
                >
                  {isNumber === true ? <Figure content={cell(row)} /> : cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Figures of a column stand below one another. */
const Figure = ({ content }: { readonly content: ComponentChildren }) =>
  typeof content === 'string' ? <FigureText text={content} /> : <>{content}</>;
