/** Unsigned words: what other systems say of a date, for whoever wants to know why a day has the steps it has. Pure. */
import type { Said } from '../../contract/desk-terms.ts';
import type { UnsignedClaim } from './unsigned-sum.ts';

const kinds: Readonly<Record<UnsignedClaim['reading'], Said>> = {
  bucket: { ja: '時間ごと', en: 'by the hour or minute' },
  daily: { ja: '1日の合計', en: 'as a total of the day' },
};

export const unsignedWords = (claims: readonly UnsignedClaim[]): readonly Said[] =>
  claims.map(({ source, reading, steps, syncedOn }) => {
    const [japanese, english] = ['ja-JP', 'en-GB'].map((locale) => steps.toLocaleString(locale));
    const kind = kinds[reading];
    return {
      ja: `ほかの仕組み「${source}」では ${japanese}歩でした (${kind.ja}、${syncedOn} に取りこみ)。歩数計の記録があるときは、歩数計が優先です。`,
      en: `Another system (${source}) says ${english} steps, ${kind.en}, imported on ${syncedOn}. Where a pedometer has a record, that stands.`,
    };
  });
