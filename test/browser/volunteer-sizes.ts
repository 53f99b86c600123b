/** Volunteer sizes: measures what ui.md promises of the volunteers' pages: text of 20 pixels, targets of 64 with 16 between them. */
import type { Page } from 'playwright-core';

/** Whatever text is smaller than it may be; pictures and what is shown of paper aside. */
export const smallTextsOf = (page: Page): Promise<readonly string[]> => page.evaluate(textsBelow, 20);

/** Targets that are too small, and pairs that are too near. */
export const smallTargetsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(targetsBelow, { sizeMin: 64, gapMin: 16 });

/** Runs in the browser. */
const textsBelow = (sizeMin: number): readonly string[] => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small: string[] = [];
  while (walker.nextNode() !== null) {
    const { parentElement, textContent } = walker.currentNode;
    if (parentElement === null || textContent?.trim() === '') continue;
    const { width, height } = parentElement.getBoundingClientRect();
    const isSeen = width > 1 && height > 1 && parentElement.closest('svg, .poster') === null;
    const size = Number.parseFloat(getComputedStyle(parentElement).fontSize);
    if (isSeen && size < sizeMin) small.push(`${size}px: ${textContent ?? ''}`);
  }
  return small;
};

/** Runs in the browser. */
const targetsBelow = ({ sizeMin, gapMin }: { sizeMin: number; gapMin: number }): readonly string[] => {
  const targets = [...document.querySelectorAll<HTMLElement>('a, button, input, select, summary')]
    .map((element) => ({ name: element.innerText || element.tagName, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  // A layout rounds to fractions of a pixel.
  const slack = 0.5;
  const small = targets
    .filter(({ box }) => box.width < sizeMin - slack || box.height < sizeMin - slack)
    .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`);
  const near = targets.flatMap((one, index) =>
    targets.slice(index + 1).flatMap((other) => {
      const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
      const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
      const gap = Math.max(across, down);
      return gap < gapMin - slack ? [`${one.name} – ${other.name}: ${Math.round(gap)} apart`] : [];
    }),
  );
  return [...small, ...near];
};
