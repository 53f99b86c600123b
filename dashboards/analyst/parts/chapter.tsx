/** Chapter: one question of an analyst: what was found as its heading, then the pictures, then how far the figures go. */
import { Hourglass } from 'lucide-preact';
import { Fragment, type ComponentChildren } from 'preact';
import { useCallback, useRef } from 'preact/hooks';
import type { AnalysisAnswer } from '../../../contract/analysis.ts';
import type { AsOf } from '../../../contract/analysis-terms.ts';
import { askFigures, type Filter, type FilteredName } from '../state/analysis-client.ts';
import { useAnalyst } from '../state/analyst.ts';
import { chapterNames, type ChapterName } from '../state/chapter-names.ts';
import { useFigures, type Figures } from '../state/use-figures.ts';
import { useInView } from '../state/use-near.ts';
import { AsOfLine } from './as-of-line.tsx';
import { FaultLines } from './fault-lines.tsx';

export interface ChapterProps<Name extends FilteredName> {
  readonly name: Name;
  /** The finding, as a sentence. */
  readonly finding: (answer: AnalysisAnswer<Name>) => string;
  /** Null where there is nothing to draw: the finding says why. */
  readonly children: (answer: AnalysisAnswer<Name>) => ComponentChildren;
}

export const Chapter = <Name extends FilteredName>({ name, finding, children }: ChapterProps<Name>) => {
  const place = useRef<HTMLElement>(null);
  const isInView = useInView(place);
  const ask = useCallback((filter: Filter, signal: AbortSignal) => askFigures(name, filter, signal), [name]);
  const rank = (): number => (isInView.current === true ? 0 : 1 + chapterNames.indexOf(name));
  const figures = useFigures<AnalysisAnswer<Name>>(ask, rank);
  const { answer } = figures;
  return (
    <section ref={place} id={name} class="chapter" aria-labelledby={`${name}-name ${name}-title`}>
      <ChapterHead name={name} title={answer === null ? null : finding(answer)} />
      <Pictures figures={figures}>{answer !== null && children(answer)}</Pictures>
      {answer !== null && <AsOfLine asOf={(answer as { readonly asOf: AsOf }).asOf} />}
    </section>
  );
};

export interface ChapterHeadProps {
  readonly name: ChapterName;
  /** Null while it is not known yet. */
  readonly title: string | null;
}

export const ChapterHead = ({ name, title }: ChapterHeadProps) => {
  const { words } = useAnalyst();
  return (
    <>
      <p id={`${name}-name`} class="chapter-name">
        {words.chapters[name]}
      </p>
      <h2 id={`${name}-title`} tabIndex={-1}>
        {title === null ? words.chapters[name] : <Clauses text={title} />}
      </h2>
    </>
  );
};

/** A sentence is broken between its clauses first. */
export const Clauses = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/(?<=[。;])/u).map((clause, index) => (
      <Fragment key={index}>
        {clause.startsWith(' ') && ' '}
        <span class="clause">{clause.trimStart()}</span>
      </Fragment>
    ))}
  </>
);

export interface PicturesProps<Answer> {
  readonly figures: Figures<Answer>;
  /** Something else says already that the answer is waited for. */
  readonly isSilent?: boolean;
  readonly children: ComponentChildren;
}

/** The old picture stays, grey, until the new one is there. */
export const Pictures = <Answer,>({ figures, isSilent = false, children }: PicturesProps<Answer>) => {
  const { words, language } = useAnalyst();
  const { answer, isWaiting, fault, again } = figures;
  return (
    <>
      {isWaiting && !isSilent && (
        <p class={answer === null ? 'waiting is-tall' : 'waiting is-over'} role="status">
          <Hourglass aria-hidden="true" />
          {answer === null ? words.waiting : words.waitingNew}
        </p>
      )}
      {fault !== null && !isWaiting && (
        <>
          <FaultLines words={words} language={language} fault={fault} onAgain={again} />
          {answer !== null && <p class="note">{words.oldFigures}</p>}
        </>
      )}
      {answer !== null && <div class={isWaiting || fault !== null ? 'pictures is-old' : 'pictures'}>{children}</div>}
    </>
  );
};
