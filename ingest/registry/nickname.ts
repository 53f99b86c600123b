/** Nickname (よび名): what a person agreed to see on the screen, which must not be a name of the registry. Pure. */
import { nicknameSchema } from '../../contract/centre-news.ts';

export type NicknameFault = 'bad-nickname' | 'tells-the-name';

/** What is wrong with it, or undefined. */
export const nicknameFault = (nickname: string, name: string): NicknameFault | undefined => {
  const parsed = nicknameSchema.safeParse(nickname);
  if (!parsed.success || parsed.data !== nickname || /\p{Cc}|\p{Cf}/u.test(nickname)) return 'bad-nickname';
  const shown = plain(nickname);
  const parts = name.normalize('NFKC').split(/[\s・,]+/u);
  const told = [...parts, parts.join('')].map(plain).filter((part) => part !== '');
  return told.some((part) => shown.includes(part)) ? 'tells-the-name' : undefined;
};

/** Full width, small and large letters, katakana and hiragana, blanks and dots are no difference. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
