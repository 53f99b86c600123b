/** Chapters: the questions of an analyst, one below the other; an address may lead to one of them. */
import { useEffect } from 'preact/hooks';
import { HoursChapter } from './chapters/hours-chapter.tsx';
import { ParticipationChapter } from './chapters/participation-chapter.tsx';
import { StepsChapter } from './chapters/steps-chapter.tsx';

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
    </>
  );
};
