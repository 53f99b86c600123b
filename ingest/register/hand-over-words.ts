/** Hand-over words: what was said of a pedometer and what became of it, in a sentence for a clerk. Pure. */
import type { Said } from '../../contract/desk-terms.ts';
import type { historyKinds } from '../../contract/register-terms.ts';
import type { DeskStatus } from '../registry/registry-rows.ts';
import { outcomeOf, type HandOver, type HandOverKind } from '../registry/hand-over.ts';

type HistoryKind = (typeof historyKinds)[number];

export const historyKindOf: Readonly<Record<HandOverKind, HistoryKind>> = {
  lend: 'lent',
  return: 'taken-back',
  end: 'taken-back',
  lost: 'lost',
  found: 'found',
  exchange: 'exchanged',
  swap: 'swapped',
  undo: 'undone',
  status: 'status',
};

const statusNames: Readonly<Record<DeskStatus, Said>> = {
  'in-stock': { ja: '在庫', en: 'in stock' },
  returned: { ja: '返却(確認待ち)', en: 'given back, waiting' },
  lost: { ja: '紛失', en: 'lost' },
  repair: { ja: '修理中', en: 'in repair' },
  retired: { ja: '廃棄', en: 'retired' },
};

/** `nameOf`: the sticker and serial of a pedometer, in words. */
export const handOverSentence = (handOver: HandOver, nameOf: (device: string | null) => Said): Said => {
  const told = deed(handOver, nameOf);
  const after = fate(handOver);
  return { ja: `${told.ja}${after.ja}`, en: `${told.en}${after.en}` };
};

const deed = (
  { kind, device, participant, replacement, status }: HandOver,
  nameOf: (device: string | null) => Said,
): Said => {
  const what = nameOf(device);
  const whom = participant ?? '―';
  switch (kind) {
    case 'lend':
      return { ja: `${what.ja}を${whom}に貸しました。`, en: `Lent ${what.en} to ${whom}.` };
    case 'return':
      return { ja: `${what.ja}を受け取りました。`, en: `Took back ${what.en}.` };
    case 'end':
      return { ja: `${what.ja}の貸出が終わりました。`, en: `The loan of ${what.en} ended.` };
    case 'lost':
      return { ja: `${what.ja}がなくなったと聞きました。`, en: `${what.en} was reported lost.` };
    case 'found':
      return { ja: `${what.ja}が見つかりました。`, en: `${what.en} was found.` };
    case 'exchange': {
      const instead = nameOf(replacement);
      return {
        ja: `${whom}の${what.ja}を${instead.ja}に取りかえました。`,
        en: `Exchanged ${what.en} of ${whom} for ${instead.en}.`,
      };
    }
    case 'swap':
      return { ja: `${what.ja}の電池を交換しました。`, en: `Changed the battery of ${what.en}.` };
    case 'undo':
      return { ja: `${what.ja}の受け渡しを取り消しました。`, en: `Took back what was said of ${what.en}.` };
    case 'status': {
      const now = status === null ? { ja: '―', en: '–' } : statusNames[status];
      return { ja: `${what.ja}を「${now.ja}」にしました。`, en: `Set ${what.en} to “${now.en}”.` };
    }
  }
};

const nothing: Said = { ja: '', en: '' };
const fates: Readonly<Record<string, Said>> = {
  undone: { ja: '(あとで取り消しました)', en: ' (Taken back later.)' },
  'nothing-to-do': { ja: '(もうそうなっていました)', en: ' (It was so already.)' },
  'lent-on': { ja: '(そのあと、ほかの人に渡りました)', en: ' (It was handed to somebody else afterwards.)' },
  'has-another': {
    ja: '(そのあと、この人はほかの歩数計を受け取りました)',
    en: ' (They were handed another one afterwards.)',
  },
  'ended-earlier-loan': { ja: '(続いていた貸出は、ここで終わりました)', en: ' (A loan that was running ended here.)' },
  'not-on-loan': { ja: '(そのとき、だれにも貸していませんでした)', en: ' (Nobody had it on loan then.)' },
  'clock-in-doubt': {
    ja: '(保留: 拠点の時計が合っていませんでした。いつのことか決めてください)',
    en: ' (Held: the clock of the centre was in doubt. Say when it happened.)',
  },
  'from-the-future': {
    ja: '(保留: まだ来ていない時刻でした。いつのことか決めてください)',
    en: ' (Held: its time was still to come. Say when it happened.)',
  },
  'unknown-device': {
    ja: '(保留: この歩数計は登録されていません。登録すると数えます)',
    en: ' (Held: the pedometer is not registered. It counts once it is.)',
  },
  'unknown-participant': {
    ja: '(保留: この番号の参加者はいません。登録すると数えます)',
    en: ' (Held: nobody has this number. It counts once somebody has.)',
  },
  'unknown-action': {
    ja: '(保留: 取り消すもとの操作が、まだ届いていません)',
    en: ' (Held: what it takes back has not arrived.)',
  },
  'not-this-centres': {
    ja: '(保留: ほかの拠点の歩数計で、この拠点では読み取られていません。本当なら、いつのことか決めてください)',
    en: ' (Held: the pedometer is another centre’s and was never read at this one. If it is so, say when it happened.)',
  },
  held: { ja: '(保留)', en: ' (Held.)' },
};

const fate = (handOver: HandOver): Said => {
  const { outcome, because } = outcomeOf(handOver);
  if (outcome === 'undone') return fates['undone'] ?? nothing;
  if (because !== null) return fates[because] ?? nothing;
  return outcome === 'done' || outcome === 'changed' ? nothing : (fates[outcome] ?? nothing);
};
