/** Rounding words: that figures are rounded, in which steps and why, and that nothing finer can be said. */
import { enFigure, jaFigure, percent } from './figures.ts';

export const roundingJa = {
  about: (text: string) => `約${text}`,
  /** `isAbout`: it may be off by a per cent and more. */
  share: (share: number, isAbout: boolean) => `${isAbout ? '約' : ''}${percent(share)}`,
  /** In a table, and beside a bar. */
  coarse: '粗いため省略',
  noPicture: '人数が少なく、丸めたきざみが大きいので、図には しません。数字は 表にあります。',
  /** Every step that was used, smallest first. */
  note: (steps: readonly number[]) => {
    const [first = 0, last = first] = [steps[0], steps.at(-1)];
    const range = first === last ? jaFigure(first) : `${jaFigure(first)}〜${jaFigure(last)}`;
    return `一人ひとりの分が逆算できないように、${range}きざみに丸めた数です。`;
  },
  aboutSame: 'ほぼ同じ',
};

export const roundingEn: typeof roundingJa = {
  about: (text) => `about ${text}`,
  share: (share, isAbout) => `${isAbout ? 'about ' : ''}${percent(share)}`,
  coarse: 'too coarse',
  noPicture:
    'There are so few people that the steps of rounding are all one would see: no line is drawn. The figures are in the table.',
  note: (steps) => {
    const [first = 0, last = first] = [steps[0], steps.at(-1)];
    const range = first === last ? enFigure(first) : `${enFigure(first)} to ${enFigure(last)}`;
    return `Rounded to steps of ${range}, so that nobody’s figure can be reckoned back.`;
  },
  aboutSame: 'about the same',
};
