/** Saying: what a card tells its person, one and the same for the eye, the ear, the voice and the paper. */
import type { KioskCard, KioskResult } from '../../../contract/kiosk.ts';
import { baseOf, readingOf } from '../../centre-shared/ruby.ts';
import type { KioskWords } from '../words/words.ts';

export type Tone = 'received' | 'already' | 'again' | 'staff';

export interface Fact {
  readonly kind: 'steps' | 'points' | 'battery' | 'battery-low' | 'trouble' | 'note' | 'welcome';
  readonly text: string;
}

/** Texts with their furigana. */
export interface Saying {
  readonly name: string;
  readonly answer: string;
  /** The answer where there is little room. */
  readonly short: string;
  readonly facts: readonly Fact[];
  /** Null while it is not known yet how the visit ends. */
  readonly tone: Tone | null;
  readonly result: KioskResult | null;
}

export const sayingOf = (card: KioskCard, words: KioskWords): Saying => {
  const { step } = card;
  const name = nameOf(card, words);
  const note = (text: string): Fact => ({ kind: 'note', text });
  const told = { name, result: null };
  switch (step.kind) {
    case 'noticed':
      return { ...told, ...sameShort(words.noticed.answer), facts: [note(words.noticed.hint)], tone: null };
    case 'reading':
      return { ...told, ...sameShort(words.reading.answer), facts: [note(words.reading.hint)], tone: null };
    case 'received': {
      const { days } = step.result;
      const welcome: readonly Fact[] = step.isFirst ? [{ kind: 'welcome', text: words.received.first }] : [];
      return {
        name,
        answer: words.received.answer(days),
        short: words.received.short(days),
        facts: [...welcome, ...factsOf(step.result, words)],
        tone: 'received',
        result: step.result,
      };
    }
    case 'already': {
      const facts = step.result === null ? [] : factsOf(step.result, words);
      return { name, ...briefOf(words.already), facts, tone: 'already', result: step.result };
    }
    case 'not-on-loan':
      return { ...told, ...briefOf(words.staff), facts: [note(words.notOnLoan.because(step.status))], tone: 'staff' };
    case 'again': {
      const safe = step.isPartial ? words.again.partial : words.again.none;
      return { ...told, ...briefOf(words.again), facts: [note(safe)], tone: 'again' };
    }
    case 'staff':
      return { ...told, ...briefOf(words.staff), facts: [note(words.staff.because[step.because])], tone: 'staff' };
  }
};

/** One sentence after the other, for whoever reads the screen by ear. */
export const heardOf = (saying: Saying, words: KioskWords): string => baseOf(sentencesOf(saying, words));

/** The same in letters every voice can read: figures and kanji written out. */
export const spokenOf = (saying: Saying, words: KioskWords): string => readingOf(sentencesOf(saying, words));

/** What came after the rest had been said. */
export const pointsHeardOf = (saying: Saying, words: KioskWords): string => baseOf(pointsSentencesOf(saying, words));

export const pointsSpokenOf = (saying: Saying, words: KioskWords): string =>
  readingOf(pointsSentencesOf(saying, words));

export const nameOf = ({ label, nickname }: KioskCard, words: KioskWords): string => {
  if (nickname !== null) return words.who.nickname(nickname);
  return label === null ? words.who.unknown : words.who.number(label);
};

const sentencesOf = ({ name, answer, facts }: Saying, words: KioskWords): string =>
  joined([name, answer, ...facts.map(({ text }) => text)], words);

const pointsSentencesOf = ({ name, facts }: Saying, words: KioskWords): string =>
  joined([name, ...facts.filter(({ kind }) => kind === 'points').map(({ text }) => text)], words);

const joined = (parts: readonly string[], { pause }: KioskWords): string =>
  parts
    .map((part) => part + pause)
    .join('')
    .trim();

const briefOf = ({ answer, short }: Pick<Saying, 'answer' | 'short'>) => ({ answer, short });

const sameShort = (answer: string): Pick<Saying, 'answer' | 'short'> => ({ answer, short: answer });

const factsOf = (result: KioskResult, words: KioskWords): readonly Fact[] => [
  ...(result.yesterday === null ? [] : [fact('steps', words.facts.yesterday(result.yesterday.steps))]),
  ...pointsOf(result, words),
  ...batteryOf(result, words),
  ...result.troubles.map((trouble) => fact('trouble', words.troubles[trouble])),
];

const fact = (kind: Fact['kind'], text: string): Fact => ({ kind, text });

/** The cloud may answer without points, where the town gives none. */
const pointsOf = ({ points, monthPoints }: KioskResult, words: KioskWords): readonly Fact[] => {
  if (points === 'following') return [fact('points', words.facts.following)];
  if (points === 'never') return [fact('points', words.facts.never)];
  return monthPoints === null ? [] : [fact('points', words.facts.month(monthPoints))];
};

const batteryOf = ({ battery }: KioskResult, words: KioskWords): readonly Fact[] => {
  if (battery === 'unknown') return [];
  return battery === 'well'
    ? [fact('battery', words.facts.batteryWell)]
    : [fact('battery-low', words.facts.batteryLow)];
};
