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

export const Chapters = () => {
  useEffect(() => {
    // They did not stand yet when the browser looked for it.
    const { hash } = window.location;
    if (hash.length > 1) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, []);
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
