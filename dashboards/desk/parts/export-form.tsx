/** Export form: which records, of what time and place, in which form; counted before anything is recorded. */
import { SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ExportAsk } from '../../../contract/records-export.ts';
import type { RecordFormat, RecordKind } from '../../../contract/records-terms.ts';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { formatNames } from '../view/format-names.ts';
import { lastMonth } from '../view/last-month.ts';
import { ChoiceField, DateField } from './fields.tsx';

const kinds = ['days', 'intervals', 'points'] as const satisfies readonly RecordKind[];
const formats = ['csv', 'fhir', 'omh', 'ieee1752', 'senml'] as const satisfies readonly RecordFormat[];

/** No id of a centre; an empty choice would not count as one. */
const every = '*';

export interface ExportFormProps {
  readonly isCounting: boolean;
  readonly onAsk: (asked: ExportAsk) => void;
  readonly onEdit: () => void;
}

export const ExportForm = ({ isCounting, onAsk, onEdit }: ExportFormProps) => {
  const { words, programme } = useDesk();
  const text = words.records;
  const [what, setWhat] = useState<RecordKind>('days');
  const [format, setFormat] = useState<RecordFormat>('csv');
  const [{ from, to }, setPeriod] = useState(() => lastMonth(programme.today));
  const [centre, setCentre] = useState(every);
  // Points have a place in a table only.
  const shown = what === 'points' ? 'csv' : format;
  const submit = (event: Event): void => {
    event.preventDefault();
    const asked = { what, format: shown, from, to, ...(centre === every ? {} : { centre }) };
    // The server reads every field again.
    onAsk(asked as ExportAsk);
  };
  const edit =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      onEdit();
    };
  return (
    <form class="panel screen-only" aria-labelledby="export-title" onSubmit={submit}>
      <h2 id="export-title">{text.form}</h2>
      <p class="note">{text.safe}</p>
      <div class="fields">
        <ChoiceField
          label={text.what}
          value={what}
          onValue={edit((value) => setWhat(kinds.find((each) => each === value) ?? 'days'))}
          choices={kinds.map((each) => ({ value: each, text: text.kinds[each] }))}
          isRequired
        />
        <ChoiceField
          label={text.format}
          hint={text.formatNotes[shown]}
          value={shown}
          onValue={edit((value) => setFormat(formats.find((each) => each === value) ?? 'csv'))}
          choices={(what === 'points' ? formats.slice(0, 1) : formats).map((each) => ({
            value: each,
            text: formatNames[each],
          }))}
          isRequired
        />
        <DateField
          label={text.from}
          value={from}
          onValue={edit((value) => setPeriod({ from: value, to }))}
          isRequired
        />
        <DateField label={text.to} value={to} onValue={edit((value) => setPeriod({ from, to: value }))} isRequired />
        <CentreChoice value={centre} onValue={edit(setCentre)} />
      </div>
      <p class="buttons">
        <button type="submit" class="button is-primary" disabled={isCounting}>
          <SearchCheck aria-hidden="true" />
          {isCounting ? text.counting : text.count}
        </button>
      </p>
    </form>
  );
};

interface CentreChoiceProps {
  readonly value: string;
  readonly onValue: (centre: string) => void;
}

const CentreChoice = ({ value, onValue }: CentreChoiceProps) => {
  const { words } = useDesk();
  const { state } = useAsked('register/centres');
  const centres = state.kind === 'answered' ? state.answer.centres : [];
  return (
    <ChoiceField
      label={words.roll.centre}
      value={value}
      onValue={onValue}
      choices={[
        { value: every, text: words.records.everyCentre },
        ...centres.map(({ id, name }) => ({ value: id, text: name })),
      ]}
      isRequired
    />
  );
};
