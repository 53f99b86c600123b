/** Desk people: who stands behind a number, as far as somebody knows: the registry in the cloud, or nobody. */
import type { ParticipantId } from '../../contract/ids.ts';

export interface KnownPerson {
  readonly id: ParticipantId;
  readonly name: string | null;
  /** The centre's name. */
  readonly centre: string | null;
  /** Sticker of the pedometer on loan. */
  readonly label: string | null;
}

export interface DeskPeople {
  /** Whether names are known here at all. */
  readonly namesKnown: boolean;
  /**
   * Whose number, sticker or name fits: an exact match of number or sticker first, then by number; at most `limit`. Nobody
   * for an empty query.
   */
  find(query: string, limit: number): readonly KnownPerson[];
  person(id: ParticipantId): KnownPerson | undefined;
  /** How many take part. */
  enrolledCount(): number;
}
