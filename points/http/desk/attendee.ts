/** Attendee: the participant behind a number or sticker as it was typed or scanned. */
import type { ParticipantId } from '../../../contract/ids.ts';
import type { DeskWorld } from './desk-world.ts';

/** Undefined where nobody, or more than one person, goes by exactly this. */
export const attendee = (typed: string, { people }: DeskWorld): ParticipantId | undefined => {
  const text = plain(typed);
  if (text === '') return undefined;
  const exact = people
    .find(text, exactMax)
    .filter(({ id, label }) => plain(id) === text || plain(label ?? '') === text);
  const byNumber = exact.find(({ id }) => plain(id) === text);
  return (byNumber ?? (exact.length === 1 ? exact[0] : undefined))?.id;
};

/** Exact matches come first; more people than this with one sticker are no roll. */
const exactMax = 10;

const plain = (text: string): string => text.normalize('NFKC').trim().toUpperCase();
