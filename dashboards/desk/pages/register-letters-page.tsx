/** Register letters page: the monthly letter of one person, or of everybody of a centre, each on a page of its own. */
import { Printer, RefreshCw } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { PersonRow } from '../../../contract/register-participant.ts';
import { Answered } from '../parts/answered.tsx';
import { CentreField } from '../parts/centre-field.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { LetterChoicesForm, useLetterChoices } from '../parts/letter-choices.tsx';
import { LetterHatch } from '../parts/letter-calendar.tsx';
import { Letter } from '../parts/letter.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useLetters } from '../state/use-letters.ts';
import { useWholeCentre } from '../state/use-whole-list.ts';
import { monthAfter } from '../view/calendar-weeks.ts';

const monthsOffered = 13;

export interface RegisterLetterPageProps {
  readonly id: string;
  readonly month: string;
}

export const RegisterLetterPage = ({ id, month }: RegisterLetterPageProps) => {
  const { words, programme, go } = useDesk();
  const chosen = month === '' ? programme.today.slice(0, 7) : month;
  return (
    <Answered asking={useAsked('register/participant', { path: { id } })} title={words.letter.print}>
      {({ person }) => (
        <>
          <p class="strip screen-only">
            <Link to={{ kind: 'registered', id }} class="button">
              {words.pageOf(id)}
            </Link>
          </p>
          <Letters rows={[person]} month={chosen} onMonth={(next) => go({ kind: 'letter', id, month: next })} isOne />
        </>
      )}
    </Answered>
  );
};

export interface RegisterLettersPageProps {
  readonly centre: string;
  readonly month: string;
}

export const RegisterLettersPage = ({ centre, month }: RegisterLettersPageProps) => {
  const { words, formats, programme, go } = useDesk();
  const text = words.letter;
  const chosen = month === '' ? programme.today.slice(0, 7) : month;
  const asking = useWholeCentre(centre);
  const field = (
    <CentreField
      value={centre}
      onValue={(value) => go({ kind: 'letters', centre: value, month })}
      none={words.roll.choose}
    />
  );
  if (centre === '') {
    return (
      <>
        <PageTitle title={text.title(0, formats.month(chosen))} />
        <section class="panel">
          <p>{text.chooseCentre}</p>
          {field}
        </section>
      </>
    );
  }
  return (
    <Answered asking={asking} title={text.title(0, formats.month(chosen))}>
      {(rows) => (
        <Letters
          rows={rows}
          month={chosen}
          onMonth={(next) => go({ kind: 'letters', centre, month: next })}
          isOne={false}
        >
          {field}
        </Letters>
      )}
    </Answered>
  );
};

interface LettersProps {
  readonly rows: readonly PersonRow[];
  readonly month: string;
  readonly onMonth: (month: string) => void;
  readonly isOne: boolean;
  readonly children?: ComponentChildren;
}

const Letters = ({ rows, month, onMonth, isOne, children }: LettersProps) => {
  const { words, formats, programme } = useDesk();
  const text = words.letter;
  const letters = useLetters(rows, month, programme.zone);
  const { choices, set } = useLetterChoices();
  const months = Array.from({ length: monthsOffered }, (_, back) => monthAfter(programme.today.slice(0, 7), -back));
  const [first] = rows;
  const title =
    isOne && first !== undefined
      ? text.titleOne(first.name, formats.month(month))
      : text.title(letters.isDone ? letters.gathered.length : 0, formats.month(month));
  return (
    <>
      <div class="screen-only">
        <PageTitle title={title} />
        <section class="panel">
          <div class="fields">
            {children}
            <ChoiceField
              label={text.month}
              value={month}
              onValue={onMonth}
              choices={[...new Set([...months, month])].map((each) => ({ value: each, text: formats.month(each) }))}
              isRequired
            />
          </div>
          <LetterChoicesForm choices={choices} onChoice={set} />
          {rows.length === 0 ? (
            <p class="empty">{text.empty}</p>
          ) : (
            <Progress done={letters.gathered.length} total={rows.length} letters={letters} />
          )}
        </section>
      </div>
      <LetterHatch />
      <div class="letters">
        {letters.isDone &&
          letters.gathered.map((letter) => <Letter key={letter.row.id} letter={letter} choices={choices} />)}
      </div>
    </>
  );
};

interface ProgressProps {
  readonly done: number;
  readonly total: number;
  readonly letters: ReturnType<typeof useLetters>;
}

/** Paper comes when all of it is there. */
const Progress = ({ done, total, letters: { isDone, failed, again } }: ProgressProps) => {
  const { words } = useDesk();
  const text = words.letter;
  return (
    <>
      <div role="status">
        {!isDone && (
          <p>
            <progress value={done} max={total} aria-label={text.loading(done, total)} /> {text.loading(done, total)}
          </p>
        )}
        {isDone && failed > 0 && <p class="missing">{text.failed(failed)}</p>}
      </div>
      <p class="buttons">
        <button type="button" class="button is-primary" disabled={!isDone} onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {text.print}
        </button>
        {isDone && failed > 0 && (
          <button type="button" class="button" onClick={again}>
            <RefreshCw aria-hidden="true" />
            {words.again}
          </button>
        )}
      </p>
    </>
  );
};
