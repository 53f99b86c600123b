/** Chapter nav: the ways to the chapters, which stay in sight, and which of them is being read. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';
import { chapterNames, type ChapterName } from '../state/chapter-names.ts';

export const ChapterNav = () => {
  const { words } = useAnalyst();
  const current = useCurrentChapter();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a telephone the chapters stand in a line that is longer than the screen.
    const link = place.current?.querySelector<HTMLElement>('[aria-current]');
    if (place.current !== null && link !== null && link !== undefined)
      place.current.scrollLeft = link.offsetLeft - link.offsetWidth;
  }, [current]);
  return (
    <nav ref={place} class="chapters" aria-label={words.nav}>
      <ol>
        {chapterNames.map((name) => (
          <li key={name}>
            <a
              href={`#${name}`}
              class="chapter-link"
              {...(current === name ? { 'aria-current': 'true' as const } : {})}
            >
              {words.chapters[name]}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
};

/** The last one that has begun above the upper third of the window. */
const useCurrentChapter = (): ChapterName => {
  const [current, setCurrent] = useState<ChapterName>(chapterNames[0]);
  useEffect(() => {
    const look = (): void => setCurrent(chapterNames.findLast(hasBegun) ?? chapterNames[0]);
    // Called whenever a chapter crosses that line.
    const watching = new IntersectionObserver(look, { rootMargin: '-33% 0px -67% 0px' });
    for (const name of chapterNames) {
      const section = document.getElementById(name);
      if (section !== null) watching.observe(section);
    }
    return () => watching.disconnect();
  }, []);
  return current;
};

const hasBegun = (name: ChapterName): boolean => {
  const top = document.getElementById(name)?.getBoundingClientRect().top;
  return top !== undefined && top <= window.innerHeight / 3 + 1;
};
