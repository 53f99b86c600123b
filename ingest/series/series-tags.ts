/**
 * SeriesTags: what a point is told by, beside its pedometer and the length of its slot. Each value is a series of its own to
 * the server, so there are few of them, of few values, in a bounded alphabet; and never a name, a birth year or a sticker.
 */

import type { SeriesLayout } from './series-store.ts';

/** `participant` only where the store's layout has it. An empty value is no tag. */
export interface SeriesTags {
  /** Of the participant, or of the pedometer where that is nobody, or more than one. */
  readonly centre?: string;
  readonly model?: string;
  readonly participant?: string;
}

/** All tags a point may bear, in the order of their names, as InfluxDB sorts them fastest. */
export const tagNames = ['centre', 'device', 'model', 'participant', 'seconds'] as const;

const tagLettersMax = 64;

/**
 * Text as a tag: letters that line protocol or a query might take for something else (a backslash at the end joined the next
 * word to it) and what is not ASCII become `_`.
 */
export const tagOf = (text: string): string => text.slice(0, tagLettersMax).replace(/[^A-Za-z0-9_.-]/g, '_');

/** The tags that are there, each in the alphabet. */
export const tagsOf = (tags: SeriesTags): SeriesTags => ({
  ...(tags.centre === undefined || tags.centre === '' ? {} : { centre: tagOf(tags.centre) }),
  ...(tags.model === undefined || tags.model === '' ? {} : { model: tagOf(tags.model) }),
  ...(tags.participant === undefined || tags.participant === '' ? {} : { participant: tagOf(tags.participant) }),
});

/** One word for tags that are the same. */
export const tagText = ({ centre = '', model = '', participant = '' }: SeriesTags): string =>
  [centre, model, participant].join(' ');

/** One word for layouts that are the same. A change of what is written for every store changes the number. */
export const layoutText = ({ participantTag, dayPoints }: SeriesLayout): string =>
  `2${participantTag ? ' participant' : ''}${dayPoints ? ' day' : ''}`;
