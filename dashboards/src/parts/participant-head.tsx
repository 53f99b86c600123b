/** Participant head: the columns, each of which the table can be sorted by. */
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-preact';
import { participantColumns, type ParticipantColumn, type ParticipantOrder } from '../view/participant-list.ts';
import { useSpeech } from '../words/speech.ts';

export interface ParticipantHeadProps {
  readonly order: ParticipantOrder;
  readonly onOrder: (order: ParticipantOrder) => void;
}

export const ParticipantHead = ({ order, onOrder }: ParticipantHeadProps) => {
  const { words } = useSpeech();
  return (
    <thead>
      <tr>
        {participantColumns.map((column) => (
          <ColumnHead key={column} column={column} order={order} onOrder={onOrder} />
        ))}
        <th scope="col" class="col-weeks">
          {words.participants.weeks}
        </th>
      </tr>
    </thead>
  );
};

interface ColumnHeadProps extends ParticipantHeadProps {
  readonly column: ParticipantColumn;
}

const ColumnHead = ({ column, order, onOrder }: ColumnHeadProps) => {
  const { words } = useSpeech();
  const name = words.participants.column[column];
  const sorted = order.column === column;
  const Icon = !sorted ? ChevronsUpDown : order.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      class={`col-${column}`}
      aria-sort={!sorted ? 'none' : order.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        class="sorter"
        title={words.participants.sortBy(name)}
        onClick={() => onOrder({ column, descending: sorted && !order.descending })}
      >
        {name}
        <Icon aria-hidden="true" />
      </button>
    </th>
  );
};
