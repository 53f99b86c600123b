/** Import class words: what becomes of an imported day, for a terminal. */
import type { Said } from '../contract/desk-terms.ts';
import type { ImportDayClass } from '../contract/imports-terms.ts';

export const importClassWords: Readonly<Record<ImportDayClass, Said>> = {
  fresh: { ja: '新しい日', en: 'new' },
  equal: { ja: 'ほかの取りこみと同じ', en: 'the same as another import' },
  pedometer: { ja: '歩数計を借りていた日。数えません', en: 'a pedometer was on loan; will not count' },
  'other-kind': { ja: '時間ごとの歩数がもうある日。数えません', en: 'steps by the hour are known; will not count' },
  replaces: { ja: '1日の合計だけだった日。時間ごとの歩数に替わります', en: 'takes the place of a total of the day' },
  conflict: { ja: 'ほかの取りこみと食いちがう日。保留になります', en: 'contradicts another import; will be held' },
};
