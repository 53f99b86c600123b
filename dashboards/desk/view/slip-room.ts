/** Slip room: how much of a day's explanation one A6 page holds at 12 points, so that nothing is cut off and nothing spills. Pure. */

/** A6 less its margins of 8 mm, in points. */
const roomWidth = 252;
const roomHeight = 374;
const textSize = 12;
const lineHeight = 16.2;
const titleSize = 16;
const titleLineHeight = 22.4;
const chartHeight = 70;
/** Gaps and rules above and below a part. */
const partGap = 7;
/** A word that goes over to the next line leaves its place empty. */
const wrapLoss = 1.08;

/** Widths of the typeface in its own size: kana and kanji are square, marks narrow, figures wide, Latin letters in between. */
const widthOf = (text: string): number => Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0);

const letterWidth = (letter: string): number => {
  if (/[ ,.:;'()]/.test(letter)) return 0.4;
  if (/[、。「」（）・]/u.test(letter)) return 0.7;
  if (/[\u2e80-\uffff]/u.test(letter)) return 1;
  return /\d/.test(letter) ? 0.74 : 0.58;
};

const linesOf = (text: string, width: number, size: number): number => {
  const whole = widthOf(text) * size;
  return whole <= width ? 1 : Math.max(2, Math.ceil((whole * wrapLoss) / width));
};

const heightOf = (text: string, width = roomWidth): number => linesOf(text, width, textSize) * lineHeight;

export interface SlipText {
  readonly programme: string;
  readonly whose: string;
  readonly title: string;
  /** The most important first. */
  readonly sentences: readonly string[];
  /** From the rule back to the records of the pedometer, the most important first. */
  readonly chain: readonly string[];
  /** The newest last. */
  readonly entries: readonly { readonly text: string; readonly points: string }[];
  readonly differs: string | null;
  /** When nothing is left out. */
  readonly footOfAll: string;
  /** With everything it may have to say. */
  readonly foot: string;
}

export interface SlipRoom {
  readonly sentences: number;
  readonly chain: number;
  readonly hasChart: boolean;
  readonly entries: number;
  readonly hasDiffers: boolean;
}

/** Side by side where both fit one line, else one below the other. */
const headHeight = ({ programme, whose }: SlipText): number =>
  (widthOf(programme) + widthOf(whose) + 2) * textSize <= roomWidth
    ? lineHeight
    : heightOf(programme) + heightOf(whose);

/** The first sentence always; then what the points rest on, the newest entry, more sentences and entries, why a phone differs and the chart, as long as there is room. */
export const slipRoomOf = (text: SlipText): SlipRoom => {
  const room = roomAbove(text.footOfAll, text);
  const { sentences, chain, entries } = text;
  const isAll = room.sentences === sentences.length && room.chain === chain.length && room.entries === entries.length;
  return isAll ? room : roomAbove(text.foot, text);
};

const roomAbove = (foot: string, text: SlipText): SlipRoom => {
  let left =
    roomHeight -
    headHeight(text) -
    linesOf(text.title, roomWidth, titleSize) * titleLineHeight -
    heightOf(foot) -
    3 * partGap;
  const take = (height: number): boolean => {
    if (height > left) return false;
    left -= height;
    return true;
  };
  /** How many of `heights` there is room for, from the first on. */
  const takeMost = (heights: readonly number[]): number => {
    const refused = heights.findIndex((height) => !take(height));
    return refused === -1 ? heights.length : refused;
  };
  const [first = '', ...others] = text.sentences;
  left -= heightOf(first);
  const chain = takeMost(text.chain.map((line, i) => heightOf(line) + (i === 0 ? partGap : 0)));
  const entries = text.entries.toReversed().map((entry, i) => entryHeight(entry) + (i === 0 ? 2 * partGap : 0));
  const newest = takeMost(entries.slice(0, 1));
  const more = takeMost(others.map((sentence) => heightOf(sentence) + partGap / 2));
  const older = newest === 0 ? 0 : takeMost(entries.slice(1));
  const hasDiffers = text.differs !== null && take(heightOf(text.differs) + partGap);
  return {
    sentences: Math.min(1, text.sentences.length) + more,
    chain,
    hasChart: take(chartHeight),
    entries: newest + older,
    hasDiffers,
  };
};

const entryHeight = ({ text, points }: SlipText['entries'][number]): number =>
  heightOf(text, roomWidth - widthOf(points) * textSize - textSize);
