/** Visit slip: what a visit brought, on one page of A6 to take home. On the screen it is not seen; slip.css goes with it. */
import type { KioskResult } from '../../contract/kiosk.ts';
import { FuriganaContext, Ruby } from '../centre-shared/ruby-text.tsx';
import type { Language } from '../shared/language.ts';
import { slipWordsOf, type SlipWords } from './slip-words.ts';

export interface VisitSlipProps {
  readonly centre: string | null;
  /** The local date of the visit. */
  readonly date: string;
  readonly label: string | null;
  readonly nickname: string | null;
  readonly result: KioskResult;
  readonly language: Language;
  readonly furigana: boolean;
}

/** With more to say than this, everything is set in the smallest type a slip may have. */
const linesRoomMax = 2;
/** A longer name takes the room of two lines. */
const shortNameMax = 7;

export const VisitSlip = ({ centre, date, label, nickname, result, language, furigana }: VisitSlipProps) => {
  const words = slipWordsOf[language];
  const next = nextOf(result, words);
  const lines = next.length + (furigana ? 1 : 0) + ((nickname ?? '').length > shortNameMax ? 2 : 0);
  const classes = ['visit-slip', furigana ? 'has-furigana' : '', lines > linesRoomMax ? 'is-full' : ''];
  return (
    <FuriganaContext.Provider value={language === 'ja' && furigana}>
      <article class={classes.join(' ').trim()} lang={language}>
        <p class="visit-slip-head">
          <span class="visit-slip-centre">{centre ?? <Ruby text={words.title} />}</span>
          <span>
            <Ruby text={words.date(date)} />
          </span>
        </p>
        <h2>
          <Ruby text={words.who(label, nickname)} />
        </h2>
        <p class="visit-slip-answer">
          <span aria-hidden="true">✓</span> <Ruby text={words.arrived(result.days)} />
        </p>
        <dl>
          {factsOf(result, words).map(({ term, told }) => (
            <div key={term}>
              <dt>
                <Ruby text={term} />
              </dt>
              <dd>
                <Ruby text={told} />
              </dd>
            </div>
          ))}
        </dl>
        <section class="visit-slip-next">
          <h3>
            <Ruby text={words.next} />
          </h3>
          <ul>
            {next.map((line) => (
              <li key={line}>
                <Ruby text={line} />
              </li>
            ))}
          </ul>
        </section>
      </article>
    </FuriganaContext.Provider>
  );
};

interface SlipFact {
  readonly term: string;
  readonly told: string;
}

const factsOf = (result: KioskResult, words: SlipWords): readonly SlipFact[] => {
  const { yesterday, battery } = result;
  return [
    ...(yesterday === null ? [] : [{ term: words.yesterday(yesterday.date), told: words.steps(yesterday.steps) }]),
    ...pointsOf(result, words).map((told) => ({ term: words.month, told })),
    ...(battery === 'unknown'
      ? []
      : [{ term: words.battery, told: battery === 'well' ? words.batteryWell : words.batteryLow }]),
  ];
};

const pointsOf = ({ points, monthPoints }: KioskResult, words: SlipWords): readonly string[] => {
  if (points === 'following') return [words.pointsLater];
  if (points === 'never') return [words.pointsNextTime];
  return monthPoints === null ? [] : [words.points(monthPoints)];
};

const nextOf = ({ troubles, battery, comeBefore }: KioskResult, words: SlipWords): readonly string[] => {
  const needsStaff = battery === 'low' || troubles.some((trouble) => trouble !== 'clock');
  return [
    ...troubles.map((trouble) => words.troubles[trouble]),
    ...(needsStaff ? [words.askStaff] : []),
    comeBefore === undefined ? words.comeAgain : words.comeBefore(comeBefore),
  ];
};
