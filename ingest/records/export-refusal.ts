/** Export refusal: why something asked for is not handed on, in words; nothing has been written down then. */
import type { ExportAsk, ExportRefused } from '../../contract/records-export.ts';
import { formatOf } from './formats/record-formats.ts';
import type { RecordWorld } from './record-world.ts';

const sentences: Readonly<Record<ExportRefused['code'], ExportRefused['sentence']>> = {
  'format-not-for-points': {
    ja: 'この形には ポイントを入れるところがありません。CSV をえらんでください。',
    en: 'This form has no place for points. Choose CSV.',
  },
  'ends-before-it-begins': {
    ja: '終わりの日が、始まりの日より前です。',
    en: 'The last date is before the first.',
  },
  'no-points': { ja: 'ポイントの台帳がありません。', en: 'There is no ledger of points.' },
  'unknown-centre': { ja: 'この記号の拠点は ありません。', en: 'There is no centre of this id.' },
};

export const exportRefusal = (
  { what, format, from, to, centre }: ExportAsk,
  { points, store }: Pick<RecordWorld, 'points' | 'store'>,
): ExportRefused | undefined => {
  if (!formatOf[format].kinds.includes(what)) return refused('format-not-for-points');
  if (to < from) return refused('ends-before-it-begins');
  if (what === 'points' && points === undefined) return refused('no-points');
  if (centre !== undefined && store.registry.centre(centre) === undefined) return refused('unknown-centre');
  return undefined;
};

const refused = (code: ExportRefused['code']): ExportRefused => ({ kind: 'refused', code, sentence: sentences[code] });
