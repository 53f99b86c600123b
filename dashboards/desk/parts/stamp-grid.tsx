/** Stamp grid: a line per stamp of a paper card: date, activity, and the group where the rule asks for one. */
import { Plus, SearchCheck, Trash2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { DeskActivity } from '../../../contract/desk-programme.ts';
import type { DeskGroup } from '../../../contract/desk-group.ts';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { askedStampsOf, emptyStamp, type AskedStamp, type KeyedStamp } from '../view/asked-stamp.ts';

const firstRows = 5;
/** As many as one request may carry. */
const rowsMax = 60;

export interface StampGridProps {
  readonly paper: string;
  readonly onAsk: (rows: readonly AskedStamp[]) => void;
  readonly onEdit: () => void;
}

export const StampGrid = ({ paper, onAsk, onEdit }: StampGridProps) => {
  const { words, programme } = useDesk();
  const text = words.stamps;
  const [rows, setRows] = useState<readonly KeyedStamp[]>(() => Array.from({ length: firstRows }, () => emptyStamp));
  const [isEmpty, setEmpty] = useState(false);
  const groups = useAsked('groups').state;
  const activities = programme.activities.filter(({ points }) => points.some(({ account }) => account === paper));
  const change = (next: readonly KeyedStamp[]): void => {
    setRows(next);
    setEmpty(false);
    onEdit();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const asked = askedStampsOf(rows);
    setEmpty(asked.length === 0);
    if (asked.length > 0) onAsk(asked);
  };
  return (
    <form class="panel" onSubmit={submit}>
      <p>{text.intro}</p>
      <ol class="stamp-rows">
        {rows.map((row, index) => (
          <StampLine
            key={index}
            number={index + 1}
            row={row}
            activities={activities}
            groups={groups.kind === 'answered' ? groups.answer.groups : []}
            onRow={(changed) => change(rows.map((each, at) => (at === index ? changed : each)))}
            onDrop={() => change(rows.length === 1 ? [emptyStamp] : rows.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      {isEmpty && (
        <p class="missing" role="alert">
          {text.empty}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="button is-primary">
          <SearchCheck aria-hidden="true" />
          {text.preview}
        </button>
        {rows.length < rowsMax && (
          <button type="button" class="button" onClick={() => change([...rows, emptyStamp])}>
            <Plus aria-hidden="true" />
            {text.addRow}
          </button>
        )}
      </p>
    </form>
  );
};

interface StampLineProps {
  readonly number: number;
  readonly row: KeyedStamp;
  readonly activities: readonly DeskActivity[];
  readonly groups: readonly DeskGroup[];
  readonly onRow: (row: KeyedStamp) => void;
  readonly onDrop: () => void;
}

const StampLine = ({ number, row, activities, groups, onRow, onDrop }: StampLineProps) => {
  const { words, language, programme } = useDesk();
  const text = words.stamps;
  const named = (what: string): string => `${text.row(number)} ${what}`;
  const chosen = activities.find(({ id }) => id === row.activity);
  const open = groups.filter(({ activity, closedOn }) => activity === row.activity && closedOn === null);
  return (
    <li class="stamp-row">
      <span aria-hidden="true">{number}</span>
      <input
        type="date"
        aria-label={named(words.date)}
        value={row.date}
        max={programme.today}
        onInput={(event) => onRow({ ...row, date: event.currentTarget.value })}
      />
      <select
        aria-label={named(text.activity)}
        value={row.activity}
        onChange={(event) => onRow({ ...row, activity: event.currentTarget.value, group: '' })}
      >
        <option value="">{text.choose}</option>
        {activities.map(({ id, name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </select>
      {chosen?.needs.group === true && (
        <select
          aria-label={named(text.group)}
          value={row.group}
          onChange={(event) => onRow({ ...row, group: event.currentTarget.value })}
        >
          <option value="">{words.activity.groupChoose}</option>
          {open.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <button type="button" class="button" aria-label={text.dropRow(number)} onClick={onDrop}>
        <Trash2 aria-hidden="true" />
      </button>
    </li>
  );
};
