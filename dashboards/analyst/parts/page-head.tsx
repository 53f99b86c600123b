/** Page head: who and when is looked at, said as the title; what is chosen, for paper too; and how far the counting has come. */
import { Printer, RefreshCw, TriangleAlert } from 'lucide-preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Mended } from '../state/address.ts';
import { useAnalyst, type Analyst } from '../state/analyst.ts';
import { daysOf } from '../view/span.ts';
import { FilterBar } from './filter-bar.tsx';

export interface PageHeadProps {
  readonly mended: readonly Mended[];
  readonly onRenew: () => void;
}

export const PageHead = ({ mended, onRenew }: PageHeadProps) => {
  const analyst = useAnalyst();
  const { words, formats, span } = analyst;
  const title = words.title(words.range(formats.longDate(span.from), formats.longDate(span.to)), chosenOf(analyst));
  useLayoutEffect(() => {
    document.title = `${title} | ${words.product}`;
  }, [title, words]);
  return (
    <>
      <h1 class="headline">
        <span class="clause">{title}</span>
      </h1>
      <PaperLine />
      {mended.map((each) => (
        <p key={each.part} class="banner" role="status">
          <TriangleAlert aria-hidden="true" />
          {words.choose.mended[each.part](each)}
        </p>
      ))}
      <Beginning />
      <Counting />
      <FilterBar />
      <Tools onRenew={onRenew} />
    </>
  );
};

/** Null where everybody is looked at. */
const chosenOf = ({ words, terms, asked }: Analyst): string | null => {
  const { centres, ages } = asked;
  const names = terms.centres.filter(({ id }) => centres.includes(id)).map(({ name }) => name);
  const parts = [
    ...(centres.length === 0
      ? []
      : [names.length > 3 ? words.choose.someCentres(names.length) : names.join(words.listMark)]),
    ...(ages.length === 0 ? [] : [ages.map((age) => words.choose.age[age]).join(words.listMark)]),
  ];
  return parts.length === 0 ? null : parts.join(words.clauseMark);
};

/** What paper has in place of the choices. */
const PaperLine = () => {
  const analyst = useAnalyst();
  const { words, formats, span, terms } = analyst;
  const parts = [
    terms.programme.name[analyst.language],
    words.choose.days(daysOf(span)),
    chosenOf(analyst) ?? [words.choose.allCentres, words.choose.allAges].join(words.listMark),
    words.printedAt(formats.dateAndTime(Date.now())),
  ];
  return <p class="paper-only">{parts.join(words.clauseMark)}</p>;
};

/** Where part of the period lies before there was anything to know. */
const Beginning = () => {
  const { words, terms, span, formats } = useAnalyst();
  const first = terms.days?.first;
  if (first === undefined || span.from >= first || span.to < first) return null;
  return <p class="note">{words.choose.knownFrom(formats.longDate(first))}</p>;
};

const Counting = () => {
  const { words, terms } = useAnalyst();
  const { state } = terms;
  if (state.kind === 'ready') return null;
  const share = state.total === 0 ? 0 : state.done / state.total;
  return (
    <div class="banner is-counting" role="status">
      <div>
        <p class="banner-title">{words.counting.title(`${Math.floor(share * 100)}%`)}</p>
        <progress max={state.total} value={state.done} aria-label={words.counting.label} />
        <p>{words.counting.note}</p>
      </div>
    </div>
  );
};

const Tools = ({ onRenew }: { readonly onRenew: () => void }) => {
  const { words } = useAnalyst();
  const [hasTables, setHasTables] = useState(false);
  useLayoutEffect(() => {
    document.body.classList.toggle('prints-tables', hasTables);
  }, [hasTables]);
  return (
    <p class="tools">
      <button type="button" class="button is-small" onClick={onRenew}>
        <RefreshCw aria-hidden="true" />
        {words.renew}
      </button>
      <button type="button" class="button is-small" onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        {words.print}
      </button>
      <label class="chip">
        <input type="checkbox" checked={hasTables} onChange={(event) => setHasTables(event.currentTarget.checked)} />
        {words.printTables}
      </label>
    </p>
  );
};
