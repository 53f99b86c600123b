/** Poster: a centre's week on one sheet of A3, as a walk along a real road on a drawn map. On the screen it is shown as it prints; poster.css goes with it. */
import type { CentreWeek } from '../../contract/centre-news.ts';
import { FuriganaContext, Ruby } from '../centre-shared/ruby-text.tsx';
import type { Language } from '../shared/language.ts';
import { firstRoute, journeyOf, kmOf, type Journey } from './journey.ts';
import { RouteMap } from './parts/route-map.tsx';
import { WeekBars } from './parts/week-bars.tsx';
import { posterWordsOf, type PosterWords } from './poster-words.ts';

export interface PosterProps {
  readonly centre: string;
  /** Null where the cloud has not told of a week yet. */
  readonly week: CentreWeek | null;
  /** The local date it is printed on. */
  readonly printedOn: string;
  readonly language: Language;
  readonly furigana?: boolean;
}

export const Poster = ({ centre, week, printedOn, language, furigana = true }: PosterProps) => {
  const words = posterWordsOf[language];
  const since = week?.stepsSinceStart ?? null;
  const journey = since === null ? null : journeyOf(kmOf(since));
  const route = journey?.route ?? firstRoute;
  return (
    <FuriganaContext.Provider value={language === 'ja' && furigana}>
      <article class="poster" lang={language}>
        <header class="poster-head">
          <p class="poster-centre">{centre}</p>
          <h1>
            <Ruby text={words.title} />
          </h1>
          {week !== null && (
            <p class="poster-span">
              <Ruby text={words.span(week.from, week.to)} />
            </p>
          )}
        </header>
        <section class={`poster-way ${route.map.hasSeaForWords ? 'has-sea' : ''}`}>
          <Where journey={journey} sinceKm={since === null ? null : kmOf(since)} words={words} language={language} />
          <RouteMap route={route} journey={journey} words={words} language={language} />
        </section>
        {week !== null && <Week week={week} words={words} />}
        <footer class="poster-foot">
          <span>
            <Ruby text={words.foot(since === null ? null : (week?.startedOn ?? null))} />
          </span>
          <span>
            <Ruby text={words.printed(printedOn)} />
          </span>
        </footer>
      </article>
    </FuriganaContext.Provider>
  );
};

interface WhereProps {
  readonly journey: Journey | null;
  readonly sinceKm: number | null;
  readonly words: PosterWords;
  readonly language: Language;
}

const Where = ({ journey, sinceKm, words, language }: WhereProps) => {
  if (journey === null || sinceKm === null)
    return (
      <div class="poster-where">
        <Lines texts={words.notYet.title} />
        <p class="poster-not-yet">
          <Ruby text={words.notYet.text} />
        </p>
      </div>
    );
  const { passed, next, isAtStart, lap, toNextKm } = journey;
  const say = isAtStart ? words.atStart : words.onTheWay;
  return (
    <div class="poster-where">
      <Lines texts={say(passed.name[language], next.name[language], Math.max(1, Math.ceil(toNextKm)))} />
      <p class="poster-walked">
        {lap > 1 && (
          <strong class="poster-lap">
            <Ruby text={words.lap(lap)} />
          </strong>
        )}
        <Ruby text={words.walked(Math.floor(sinceKm))} />
      </p>
    </div>
  );
};

const Lines = ({ texts }: { readonly texts: readonly string[] }) => (
  <h2>
    {texts.map((text) => (
      <span key={text} class="poster-line">
        <Ruby text={text} />
      </span>
    ))}
  </h2>
);

const Week = ({ week, words }: { readonly week: CentreWeek; readonly words: PosterWords }) => (
  <section class="poster-week">
    {week.steps === null ? (
      <p class="poster-not-yet">
        <Ruby text={words.weekNotYet} />
      </p>
    ) : (
      <p class="poster-total">
        {words.week(week.steps, Math.floor(kmOf(week.steps))).map((text) => (
          <span key={text}>
            <Ruby text={text} />
          </span>
        ))}
      </p>
    )}
    {week.days.some((steps) => steps !== null) && <WeekBars days={week.days} words={words} />}
    <Praise praise={praiseOf(week, words)} words={words} />
  </section>
);

interface PraiseProps {
  readonly praise: readonly (readonly string[])[];
  readonly words: PosterWords;
}

const Praise = ({ praise, words }: PraiseProps) =>
  praise.length === 0 ? null : (
    <div class="poster-praise">
      <h3>
        <Ruby text={words.praise} />
      </h3>
      <dl>
        {praise.map(([term, told]) => (
          <div key={term}>
            <dt>
              <Ruby text={term ?? ''} />
            </dt>
            <dd>
              <Ruby text={told ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );

/** Nothing is said of a number that is not told. */
const praiseOf = ({ everyDay, fiveDays, came }: CentreWeek, words: PosterWords): readonly (readonly string[])[] => [
  ...(everyDay === null ? [] : [words.everyDay(everyDay)]),
  ...(fiveDays === null ? [] : [words.fiveDays(fiveDays)]),
  ...(came === null ? [] : [words.came(came)]),
];
