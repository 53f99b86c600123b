/** Asked stamp: the lines of the stamp grid as the point service is asked; lines left empty are left out. Pure. */
import type { DeskBody } from '../../../contract/desk.ts';

export type AskedStamp = DeskBody<'previewStamps'>['rows'][number];

/** As keyed in; empty where nothing was. */
export interface KeyedStamp {
  readonly date: string;
  readonly activity: string;
  readonly group: string;
}

export const emptyStamp: KeyedStamp = { date: '', activity: '', group: '' };

export const askedStampsOf = (rows: readonly KeyedStamp[]): readonly AskedStamp[] =>
  rows
    .filter(({ date, activity }) => date !== '' && activity !== '')
    .map(({ date, activity, group }) => ({ date, activity, ...(group === '' ? {} : { group }) }));
