/** Evidence names: what a clerk calls the ways in which an activity is shown to have been done. */
import type { EvidenceKind } from '../../rule/activity.ts';
import type { Words } from '../../words.ts';

export const evidenceNames: Readonly<Record<EvidenceKind, Words>> = {
  'venue-code': { ja: '会場のコード', en: 'Code at the venue' },
  'once-code': { ja: '1回だけのコード', en: 'One-time slip' },
  'result-sheet': { ja: '結果の用紙', en: 'Result sheet' },
  'donor-card': { ja: '献血カード', en: 'Donor card' },
  handbook: { ja: '手帳・証明書', en: 'Handbook or certificate' },
  'group-roll': { ja: '団体の名簿', en: 'The group’s roll' },
  declaration: { ja: '本人の申告', en: 'One’s own word' },
  stamp: { ja: '紙のスタンプ', en: 'Stamp on paper' },
};
