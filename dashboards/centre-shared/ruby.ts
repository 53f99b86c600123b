/** Ruby: furigana written into the words by hand, `[届|とど]きました`, so that a screen, a sheet and a voice read the same text. */

/** `shown`: the reading stands above the base. Otherwise only a voice needs it, as of figures: `{6,214|ろくせん…}`. */
export interface RubyPart {
  readonly base: string;
  readonly reading: string | null;
  readonly shown: boolean;
}

const marked = /\[(?<base>[^[\]{}|]+)\|(?<reading>[^[\]{}|]+)\]|\{(?<figure>[^[\]{}|]+)\|(?<spoken>[^[\]{}|]+)\}/g;

export const rubyParts = (text: string): readonly RubyPart[] => {
  const parts: RubyPart[] = [];
  let from = 0;
  for (const found of text.matchAll(marked)) {
    if (found.index > from) parts.push(plainPart(text.slice(from, found.index)));
    const { base, reading, figure, spoken } = found.groups ?? {};
    parts.push({ base: base ?? figure ?? '', reading: reading ?? spoken ?? null, shown: base !== undefined });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(plainPart(text.slice(from)));
  return parts;
};

/** The text without its furigana. */
export const baseOf = (text: string): string =>
  rubyParts(text)
    .map(({ base }) => base)
    .join('');

/** The text as it is read out. */
export const readingOf = (text: string): string =>
  rubyParts(text)
    .map(({ base, reading }) => reading ?? base)
    .join('');

/** What somebody chose themselves: its brackets are no furigana. */
export const unmarked = (text: string): string => text.replaceAll(/[[\]{}|]/g, (sign) => fullWidth[sign] ?? sign);

const plainPart = (base: string): RubyPart => ({ base, reading: null, shown: false });

const fullWidth: Readonly<Record<string, string>> = { '[': '［', ']': '］', '{': '｛', '}': '｝', '|': '｜' };
