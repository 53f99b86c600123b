/** Figures: numbers as the two languages write them, each with its unit. */
const ja = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 1 });
const en = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const minus = (text: string): string => text.replace('-', '−');

export const jaFigure = (value: number): string => minus(ja.format(value));
export const enFigure = (value: number): string => minus(en.format(value));
/** People are told to the ten, and nobody as nobody. */
export const jaPeople = (count: number): string => `${count === 0 ? '' : '約'}${jaFigure(count)}人`;
export const enPeople = (count: number): string => `${count === 0 ? '' : 'about '}${enFigure(count)} people`;

/** A sentence begins with a capital letter, whatever it begins with. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** More would be a list, and are counted. */
const namesMax = 3;

/** Centres that are level. */
export const jaNames = (names: readonly string[]): string =>
  names.length > namesMax ? `${jaFigure(names.length)}拠点` : names.join('と');
export const enNames = (names: readonly string[]): string =>
  names.length > namesMax ? `${enFigure(names.length)} centres` : new Intl.ListFormat('en-GB').format(names);

/** A share from 0 to 1: whole per cents, and a decimal where there are few. */
export const percent = (share: number): string => {
  const value = share * 100;
  // What is a whole per cent was rounded to one.
  const isFine = value > 0 && value < 9.95 && Math.abs(value - Math.round(value)) > 1e-6;
  return `${value.toFixed(isFine ? 1 : 0)}%`;
};

/** 1.08, against one's own beginning. */
export const ratio = (value: number): string => value.toFixed(2);

/** `+12%`, `−3.4%`, `±0%`. */
export const signedPercent = (change: number): string => {
  const text = percent(Math.abs(change));
  if (text === '0%' || text === '0.0%') return '±0%';
  return change > 0 ? `+${text}` : `−${text}`;
};
