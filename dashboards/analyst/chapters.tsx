/** Chapters: the questions of an analyst, one below the other; an address may lead to one of them. */
import { useEffect } from 'preact/hooks';
import { ArrivalChapter } from './chapters/arrival-chapter.tsx';
import { CentresChapter } from './chapters/centres-chapter.tsx';
import { HoursChapter } from './chapters/hours-chapter.tsx';
import { LiabilityChapter } from './chapters/liability-chapter.tsx';
import { ParticipationChapter } from './chapters/participation-chapter.tsx';
import { PointsChapter } from './chapters/points-chapter.tsx';
import { QualityChapter } from './chapters/quality-chapter.tsx';
import { StepsChapter } from './chapters/steps-chapter.tsx';
import { TrendChapter } from './chapters/trend-chapter.tsx';
import { WhatIfChapter } from './chapters/what-if-chapter.tsx';
import { useAnalyst } from './state/analyst.ts';
import type { ChapterName } from './state/chapter-names.ts';

export interface ChaptersProps {
  /** Null: none. */
  readonly linked: ChapterName | null;
}

export const Chapters = ({ linked }: ChaptersProps) => {
  const { asked } = useAnalyst();
  useLinkedChapter(linked ?? (asked.trial === null ? null : 'whatIf'));
  return (
    <>
      <ParticipationChapter />
      <StepsChapter />
      <HoursChapter />
      <TrendChapter />
      <CentresChapter />
      <ArrivalChapter />
      <QualityChapter />
      <PointsChapter />
      <LiabilityChapter />
      <WhatIfChapter />
    </>
  );
};

/** What the reader may do of their own before the chapters above have grown to their height. */
const ownMoves = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * An address may lead to a chapter, and one with other rules leads to what they come to: it stays in sight while those above
 * it get their answers, and whoever goes on by keyboard or by ear goes on there.
 */
const useLinkedChapter = (name: ChapterName | null): void => {
  useEffect(() => {
    const chapter = name === null ? null : document.getElementById(name);
    const page = document.getElementById('content');
    if (chapter === null || page === null) return undefined;
    document.getElementById(`${name}-title`)?.focus({ preventScroll: true });
    const growing = new ResizeObserver(() => chapter.scrollIntoView({ behavior: 'instant' }));
    growing.observe(page);
    const letGo = (): void => growing.disconnect();
    for (const move of ownMoves) window.addEventListener(move, letGo, { once: true, passive: true });
    return () => {
      letGo();
      for (const move of ownMoves) window.removeEventListener(move, letGo);
    };
  }, []);
};
