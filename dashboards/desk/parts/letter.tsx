/** Letter: one page of A4 in large print: a person's month, what they have, and what to do before anything is lost. */
import type { Person } from '../../../contract/desk-participant.ts';
import type { Amount } from '../../../contract/desk-terms.ts';
import { participantTag } from '../../../contract/tag-code.ts';
import { Furigana } from '../../shared/furigana.tsx';
import { accountOf, amountText, useDesk } from '../state/desk.ts';
import type { GatheredLetter } from '../state/use-letters.ts';
import { regularityOf, type Regularity } from '../view/regularity.ts';
import { LetterCalendar } from './letter-calendar.tsx';
import { QrMark } from './qr-mark.tsx';

/** Letters of a figure that fit in the largest print. */
const figureLettersMax = 8;

export interface LetterChoices {
  readonly hasFurigana: boolean;
  /** Null: nothing is said of a voucher. */
  readonly voucherPoints: number | null;
  readonly voucherName: string;
  readonly contact: string;
}

export interface LetterProps {
  readonly letter: GatheredLetter;
  readonly choices: LetterChoices;
}

export const Letter = ({ letter: { row, person, bringBy }, choices }: LetterProps) => {
  const { words, formats, language, programme } = useDesk();
  const text = words.letter;
  const isOn = choices.hasFurigana && language === 'ja';
  const regularity = regularityOf(person.days, programme.tiers[0]?.from);
  return (
    <article class="letter">
      <header class="letter-head">
        <p>{programme.name[language]}</p>
        <p>
          <Furigana text={text.written(formats.longDate(programme.today))} isOn={isOn} />
        </p>
      </header>
      <div class="letter-title">
        <div>
          <h2>
            <Furigana text={text.heading(formats.month(person.month))} isOn={isOn} />
          </h2>
          <p class="letter-who">{text.to(row.name)}</p>
          <p>
            <Furigana text={text.number(row.id)} isOn={isOn} />
            {row.pedometer !== null &&
              `${words.clauseMark}${words.roll.pedometer} ${words.numbered(row.pedometer.label)}`}
          </p>
          <p>
            <Furigana text={text.code} isOn={isOn} />
          </p>
        </div>
        <QrMark text={participantTag(row.id)} label={row.id} />
      </div>
      <KeyFigures person={person} regularity={regularity} isOn={isOn} />
      <VoucherWords points={person.accounts[0]?.balance ?? 0} choices={choices} isOn={isOn} />
      <LetterCalendar days={person.days} isOn={isOn} />
      <p class="letter-praise">
        <Furigana text={text.praise[regularity.praise](regularity.walked, regularity.longestRun)} isOn={isOn} />
      </p>
      {bringBy !== null && <BringBy date={bringBy} isOn={isOn} />}
      {choices.contact !== '' && <p class="letter-contact">{choices.contact}</p>}
    </article>
  );
};

interface KeyFiguresProps {
  readonly person: Person;
  readonly regularity: Regularity;
  readonly isOn: boolean;
}

const KeyFigures = ({ person, regularity, isOn }: KeyFiguresProps) => {
  const { words } = useDesk();
  const text = words.letter;
  const open = person.accounts.filter(({ isOpen, balance }) => isOpen || balance !== 0);
  const balances = open.map(({ account, balance }) => ({ account, points: balance }));
  const months = open.map(({ account, monthPoints }) => ({ account, points: monthPoints }));
  return (
    <dl class="letter-figures">
      <div>
        <dt>
          <Furigana text={text.steps} isOn={isOn} />
        </dt>
        <Figure text={text.stepsOf(regularity.steps)} />
      </div>
      <div>
        <dt>
          <Furigana text={text.points} isOn={isOn} />
        </dt>
        <Amounts amounts={months} />
      </div>
      <div>
        <dt>
          <Furigana text={text.balance} isOn={isOn} />
        </dt>
        <Amounts amounts={balances} />
      </div>
    </dl>
  );
};

/** The first account is what people ask for; any other stands below it, with its name. */
const Amounts = ({ amounts: [first, ...others] }: { readonly amounts: readonly Amount[] }) => {
  const desk = useDesk();
  const told = others.filter(({ points }) => points !== 0);
  return (
    <>
      {first !== undefined && <Figure text={amountText(desk, first)} />}
      {told.map((amount) => (
        <dd key={amount.account} class="letter-aside">
          {accountOf(desk.programme, amount.account)?.name[desk.language]} {amountText(desk, amount)}
        </dd>
      ))}
    </>
  );
};

/** As large as the box has room for. */
const Figure = ({ text }: { readonly text: string }) => (
  <dd class={text.length > figureLettersMax ? 'is-long' : ''}>{text}</dd>
);

interface VoucherWordsProps {
  readonly points: number;
  readonly choices: LetterChoices;
  readonly isOn: boolean;
}

const VoucherWords = ({ points, choices: { voucherPoints, voucherName }, isOn }: VoucherWordsProps) => {
  const desk = useDesk();
  const text = desk.words.letter;
  if (voucherPoints === null) return null;
  const account = desk.programme.accounts[0]?.id ?? '';
  const missing = voucherPoints - points;
  const said =
    missing > 0
      ? text.toVoucher(amountText(desk, { account, points: missing }), voucherName)
      : text.hasVoucher(voucherName);
  return (
    <p class="letter-voucher">
      <Furigana text={said} isOn={isOn} />
    </p>
  );
};

const BringBy = ({ date, isOn }: { readonly date: string; readonly isOn: boolean }) => {
  const { words, formats, programme } = useDesk();
  const text = words.letter;
  return (
    <p class="letter-bring">
      <Furigana text={date < programme.today ? text.bringSoon : text.bring(formats.date(date))} isOn={isOn} />
    </p>
  );
};
