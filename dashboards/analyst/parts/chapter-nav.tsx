/** Chapter nav: the ways to the chapters, which stay in sight, and which of them is being read. */
import { useEffect, useState } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';

export const chapterNames = [
  'participation',
  'steps',
  'hours',
  'trend',
  'centres',
  'arrival',
  'quality',
  'points',
  'liability',
  'whatIf',
] as const;
export type ChapterName = (typeof chapterNames)[number];

export const ChapterNav = () => {
  const { words } = useAnalyst();
  const current = useCurrentChapter();
  return (
    <nav class="chapters" aria-label={words.nav}>
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

/** The one that crosses the upper third of the window. */
const useCurrentChapter = (): ChapterName => {
  const [current, setCurrent] = useState<ChapterName>(chapterNames[0]);
  useEffect(() => {
    const watching = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          const name = chapterNames.find((each) => each === target.id);
          if (isIntersecting && name !== undefined) setCurrent(name);
        }
      },
      { rootMargin: '-30% 0px -69% 0px' },
    );
    for (const name of chapterNames) {
      const section = document.getElementById(name);
      if (section !== null) watching.observe(section);
    }
    return () => watching.disconnect();
  }, []);
  return current;
};
