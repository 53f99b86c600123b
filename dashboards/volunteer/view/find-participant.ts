/** Find participant: whose card somebody means by what they scanned or typed; a number the centre does not know is taken too. */
import { participantIdSchema, type ParticipantId } from '../../../contract/ids.ts';
import { readTag } from '../../../contract/tag-code.ts';
import type { VolunteerState } from '../../../contract/volunteer.ts';

type Known = VolunteerState['participants'];

export type FoundParticipant =
  | { readonly kind: 'found'; readonly participant: ParticipantId }
  | { readonly kind: 'several'; readonly participants: readonly ParticipantId[] }
  /** Perhaps a card of another centre: the cloud knows. */
  | { readonly kind: 'unknown'; readonly participant: ParticipantId }
  | { readonly kind: 'unreadable'; readonly text: string }
  /** A pedometer's sticker was held where a card was asked for. */
  | { readonly kind: 'sticker' }
  | { readonly kind: 'empty' };

export const findParticipant = (typed: string, known: Known): FoundParticipant => {
  const tag = readTag(typed);
  switch (tag.kind) {
    case 'empty':
      return { kind: 'empty' };
    case 'device':
      return { kind: 'sticker' };
    case 'participant':
      return known.some(({ id }) => id === tag.participant)
        ? { kind: 'found', participant: tag.participant }
        : { kind: 'unknown', participant: tag.participant };
    case 'typed':
      return foundAmong(tag.text.toUpperCase().replaceAll(/番|号|\s/g, ''), known);
  }
};

const foundAmong = (text: string, known: Known): FoundParticipant => {
  const exact = known.filter(({ id }) => id.toUpperCase() === text);
  const same = exact.length > 0 ? exact : known.filter(({ id }) => isSameNumber(id, text));
  const [first, ...others] = same.map(({ id }) => id);
  if (first !== undefined) {
    return others.length === 0
      ? { kind: 'found', participant: first }
      : { kind: 'several', participants: [first, ...others] };
  }
  const written = participantIdSchema.safeParse(writtenLike(known[0]?.id, text));
  return written.success ? { kind: 'unknown', participant: written.data } : { kind: 'unreadable', text };
};

const isSameNumber = (id: string, text: string): boolean =>
  /^\d+$/.test(text) && Number(/\d+$/.exec(id)?.[0] ?? Number.NaN) === Number(text);

/** `77` beside a `P-0001` is `P-0077`. */
const writtenLike = (example: string | undefined, text: string): string => {
  const [, prefix, digits] = /^(.*?)(\d+)$/.exec(example ?? '') ?? [];
  if (prefix === undefined || digits === undefined || !/^\d+$/.test(text)) return text;
  return prefix + text.padStart(digits.length, '0');
};
