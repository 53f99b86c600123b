/** Codes page: venue and one-time codes that have been made, and making new ones. */
import { codeKinds, type CodeKind } from '../../../contract/desk-kinds.ts';
import { useState } from 'preact/hooks';
import type { MadeCode } from '../../../contract/desk-code.ts';
import { Answered } from '../parts/answered.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { ChoiceField, DateField, TextField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

export const CodesPage = () => {
  const { words } = useDesk();
  const text = words.codes;
  return (
    <Answered asking={useAsked('codes')} title={words.nav.codes}>
      {({ codes }) => (
        <>
          <PageTitle title={text.title(codes.filter(({ state }) => state === 'valid').length)} />
          <section class="panel">
            {codes.length === 0 ? <p class="empty">{text.empty}</p> : <CodeTable codes={codes} />}
          </section>
          <NewCode />
        </>
      )}
    </Answered>
  );
};

const CodeTable = ({ codes }: { readonly codes: readonly MadeCode[] }) => {
  const { words, language, formats, programme } = useDesk();
  const text = words.codes;
  const { column } = text;
  return (
    <table class="entry-table is-stacking">
      <thead>
        <tr>
          <th scope="col">{column.activity}</th>
          <th scope="col">{column.place}</th>
          <th scope="col">{column.dates}</th>
          <th scope="col">{column.used}</th>
          <th scope="col">{column.state}</th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => {
          const name = programme.activities.find(({ id }) => id === code.activity)?.name[language] ?? code.activity;
          return (
            <tr key={code.id}>
              <th scope="row">
                <Link to={{ kind: 'sheet', code: code.id }} label={`${name} ${code.place} ${text.sheet}`}>
                  {name}
                </Link>
                <span class="entry-aside">{text.kind[code.kind]}</span>
              </th>
              <td data-name={column.place}>{code.place}</td>
              <td data-name={column.dates}>{text.span(formats.date(code.from), formats.date(code.to))}</td>
              <td data-name={column.used}>{text.used(code.used, code.count, code.kind)}</td>
              <td data-name={column.state}>{text.state[code.state]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const countMax = 200;

const NewCode = () => {
  const { words, language, programme, go } = useDesk();
  const text = words.codes;
  const activities = programme.activities.filter(({ hasCodes }) => hasCodes);
  const [kind, setKind] = useState<CodeKind>('venue');
  const [activity, setActivity] = useState(activities[0]?.id ?? '');
  const [place, setPlace] = useState('');
  const [from, setFrom] = useState<string>(programme.today);
  const [to, setTo] = useState<string>(programme.today);
  const [countText, setCountText] = useState('20');
  const { state, send } = useChange('makeCodes');
  const count = kind === 'venue' ? 1 : Number(countText.normalize('NFKC'));
  const isCount = Number.isInteger(count) && count >= 1 && count <= countMax;
  const record = async (actor: string): Promise<void> => {
    const told = await send({ kind, activity, place: place.trim(), from, to, count, actor });
    if (told?.kind === 'answered') go({ kind: 'sheet', code: told.answer.code.id });
  };
  return (
    <section class="panel" aria-labelledby="new-code-title">
      <h2 id="new-code-title">{text.make}</h2>
      {activities.length === 0 ? (
        <p class="empty">{text.noActivity}</p>
      ) : (
        <ChangeForm
          state={state}
          confirm={text.save}
          isReady={isCount && from <= to}
          onConfirm={(actor) => void record(actor)}
        >
          <div class="fields">
            <ChoiceField
              label={text.kindLabel}
              hint={text.kindHint[kind]}
              value={kind}
              onValue={(value) => setKind(codeKinds.find((each) => each === value) ?? 'venue')}
              choices={codeKinds.map((each) => ({ value: each, text: text.kind[each] }))}
              isRequired
            />
            <ChoiceField
              label={text.activity}
              value={activity}
              onValue={setActivity}
              choices={activities.map(({ id, name }) => ({ value: id, text: name[language] }))}
              isRequired
            />
            <TextField label={text.place} value={place} onValue={setPlace} max={80} isRequired />
            <DateField label={text.from} value={from} onValue={setFrom} isRequired />
            <DateField label={text.to} value={to} onValue={setTo} isRequired />
            {kind === 'once' && (
              <TextField label={text.count} value={countText} onValue={setCountText} max={3} isNumber isRequired />
            )}
          </div>
        </ChangeForm>
      )}
    </section>
  );
};
