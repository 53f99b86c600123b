/** Import choices: what was chosen and typed in the form of an import, as it is sent. */
import type { ImportEncoding, ImportKind } from '../../../contract/imports-terms.ts';

export const kindsOf = (value: string): ImportKind => (value === 'daily' ? 'daily' : 'bucket');
export const encodingsOf = (value: string): ImportEncoding => (value === 'shift_jis' ? 'shift_jis' : 'utf-8');

/** As typed on a Japanese keyboard too. */
export const importSourceText = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();
