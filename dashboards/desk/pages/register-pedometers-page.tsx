/** Register pedometers page: every pedometer, found by sticker or serial, narrowed by centre and by where it is or what is due for it. */
import { BatteryLow, Download, Plus, Search, Upload, WifiOff } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { PedometerRow, Standing } from '../../../contract/register-pedometer.ts';
import { Answered } from '../parts/answered.tsx';
import { CentreField } from '../parts/centre-field.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { ListTable, type Column } from '../parts/list-table.tsx';
import { Moment } from '../parts/moments.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SearchLine } from '../parts/search-line.tsx';
import { exportAddress } from '../state/desk-client.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';
import { useAsked } from '../state/use-asked.ts';
import { plainNumber } from '../view/typed-number.ts';
import { askedOf } from '../view/asked-list.ts';

type PedometersPlace = Extract<Place, { readonly kind: 'pedometers' }>;

const standings = [
  'in-stock',
  'on-loan',
  'returned',
  'lost',
  'repair',
  'retired',
  'battery-due',
  'silent',
] as const satisfies readonly Standing[];

export const RegisterPedometersPage = ({ place }: { readonly place: PedometersPlace }) => {
  const desk = useDesk();
  const { words, go } = desk;
  const text = words.pedometers;
  const { query, centre, standing, from } = place;
  const asking = useAsked('register/pedometers', { query: askedOf({ query, centre, standing, from }) });
  const { state } = asking;
  const narrow = (change: Partial<PedometersPlace>): void => go({ ...place, from: '', ...change });
  const title =
    state.kind === 'answered' ? text.title(state.answer.total, state.answer.registered) : words.nav.pedometers;
  return (
    <>
      <PageTitle title={title} leavesFocus />
      <Find key={query} query={query} onFind={(asked) => narrow({ query: asked })} />
      <div class="fields narrowing">
        <CentreField value={centre} onValue={(value) => narrow({ centre: value })} none={words.roll.everyCentre} />
        <ChoiceField
          label={text.standingLabel}
          value={standing}
          onValue={(value) => narrow({ standing: value })}
          choices={[
            { value: '', text: text.any },
            ...standings.map((each) => ({ value: each, text: text.standing[each] })),
          ]}
          isRequired
        />
      </div>
      <Tools centre={centre} />
      <Answered asking={asking}>
        {({ pedometers, total, registered }) => (
          <section class="panel">
            {pedometers.length === 0 ? (
              <p class="empty">{registered === 0 ? text.empty : text.nobody}</p>
            ) : (
              <ListTable rows={pedometers} keyOf={({ device }) => device} columns={columnsOf(desk)} />
            )}
            <ListPages
              from={from}
              shown={pedometers.length}
              total={total}
              placeOf={(rows) => ({ ...place, from: rows })}
            />
          </section>
        )}
      </Answered>
    </>
  );
};

const Find = ({ query, onFind }: { readonly query: string; readonly onFind: (asked: string) => void }) => {
  const { words } = useDesk();
  const [typed, setTyped] = useState(query);
  return (
    <SearchLine
      label={words.pedometers.search}
      hint={words.pedometers.searchHint}
      submit={words.roll.search}
      icon={Search}
      value={typed}
      onValue={setTyped}
      onSubmit={(given) => onFind(scannedDevice(given))}
      isSearch
      takesFocus
    />
  );
};

/** A scanner says the whole code of a sticker; the list is looked through for the serial in it. */
const scannedDevice = (given: string): string => plainNumber(given).replace(/^AYMD\./i, '');

const Tools = ({ centre }: { readonly centre: string }) => {
  const { words } = useDesk();
  return (
    <p class="doing">
      <Link to={{ kind: 'new-pedometer', centre }} class="button is-primary">
        <Plus aria-hidden="true" />
        {words.pedometers.new}
      </Link>
      <Link to={{ kind: 'tables', table: 'pedometers' }} class="button">
        <Upload aria-hidden="true" />
        {words.roll.importTable}
      </Link>
      <a class="button" href={exportAddress('pedometers')} download>
        <Download aria-hidden="true" />
        {words.roll.exportTable}
      </a>
    </p>
  );
};

const columnsOf = ({ words }: Desk): readonly Column<PedometerRow>[] => {
  const text = words.pedometers;
  const { column } = text;
  return [
    {
      name: column.label,
      cell: ({ device, label, isLabelTwice }) => (
        <>
          <Link to={{ kind: 'pedometer', device }}>{words.numbered(label)}</Link>
          {isLabelTwice && <span class="tag is-beside">{text.labelTwice}</span>}
        </>
      ),
    },
    { name: column.device, cell: ({ device }) => device },
    { name: column.centre, cell: ({ centre }) => centre.name },
    { name: column.status, cell: ({ status }) => text.standing[status] },
    {
      name: column.who,
      cell: ({ participant, name }) =>
        participant === null ? (
          words.none
        ) : (
          <>
            <Link to={{ kind: 'registered', id: participant }}>{participant}</Link> {name}
          </>
        ),
    },
    { name: column.battery, isNumber: true, cell: (row) => <Battery row={row} /> },
    { name: column.heard, cell: (row) => <Heard row={row} /> },
  ];
};

export const Battery = ({ row: { battery, isBatteryDue } }: { readonly row: PedometerRow }) => {
  const { words } = useDesk();
  const text = words.pedometers;
  const percent = battery === null ? words.unknown : text.percent(battery);
  if (!isBatteryDue) return <>{percent}</>;
  return (
    <span class="mark is-urgent">
      <BatteryLow aria-hidden="true" />
      {percent} {text.standing['battery-due']}
    </span>
  );
};

export const Heard = ({ row: { lastVisitAt, isSilent } }: { readonly row: PedometerRow }) => {
  const { words } = useDesk();
  const text = words.pedometers;
  const when = lastVisitAt === null ? text.never : <Moment at={lastVisitAt} />;
  if (!isSilent) return <>{when}</>;
  return (
    <span class="mark is-urgent">
      <WifiOff aria-hidden="true" />
      <span>
        {when} {text.standing.silent}
      </span>
    </span>
  );
};
