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

/** Widths of the typeface in its own size: kana and kanji are square, figures nearly, Latin letters narrow. */
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, letter) => sum + (/[\u2e80-\uffff]/u.test(letter) ? 1 : /\d/.test(letter) ? 0.74 : 0.58),
    0,
  );

const linesOf = (text: string, width: number, size: number): number =>
  Math.max(1, Math.ceil((widthOf(text) * size * wrapLoss) / width));

const heightOf = (text: string, width = roomWidth): number => linesOf(text, width, textSize) * lineHeight;

export interface SlipText {
  readonly who: string;
  readonly title: string;
  /** The most important first. */
  readonly sentences: readonly string[];
  /** The newest last. */
  readonly entries: readonly { readonly text: string; readonly points: string }[];
  readonly differs: string | null;
  /** With everything it may have to say. */
  readonly foot: string;
}

export interface SlipRoom {
  readonly sentences: number;
  readonly hasChart: boolean;
  readonly entries: number;
  readonly hasDiffers: boolean;
}

/** The first sentence always; then more sentences, the chart, entries and the rest, as long as there is room. */
export const slipRoomOf = (text: SlipText): SlipRoom => {
  let left =
    roomHeight -
    heightOf(text.who) -
    linesOf(text.title, roomWidth, titleSize) * titleLineHeight -
    heightOf(text.foot) -
    3 * partGap;
  const take = (height: number): boolean => {
    if (height > left) return false;
    left -= height;
    return true;
  };
  const [first = '', ...others] = text.sentences;
  left -= heightOf(first);
  let sentences = Math.min(1, text.sentences.length);
  while (sentences <= others.length && take(heightOf(others[sentences - 1] ?? '') + partGap / 2)) sentences += 1;
  const hasChart = take(chartHeight);
  let entries = 0;
  for (const entry of text.entries.toReversed()) {
    const width = roomWidth - widthOf(entry.points) * textSize - textSize;
    if (!take(heightOf(entry.text, width) + (entries === 0 ? 2 * partGap : 0))) break;
    entries += 1;
  }
  return { sentences, hasChart, entries, hasDiffers: text.differs !== null && take(heightOf(text.differs) + partGap) };
};
