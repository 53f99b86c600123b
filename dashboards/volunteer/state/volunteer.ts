/** Volunteer: what every part of the volunteers' pages knows: language, words, the centre as it is, and how to go elsewhere and act. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ActionAnswer, VolunteerAction, VolunteerState } from '../../../contract/volunteer.ts';
import type { Formats } from '../../shared/formats.ts';
import type { Language } from '../../shared/language.ts';
import type { VolunteerWords } from '../words/volunteer-words.ts';
import type { Place } from './place.ts';

export interface Volunteer {
  readonly language: Language;
  readonly words: VolunteerWords;
  readonly formats: Formats;
  /** As last heard, also while the gateway is away. */
  readonly centre: VolunteerState;
  readonly isConnected: boolean;
  /** Grows with every stream that was opened: a gateway that has started again has forgotten what it was asked. */
  readonly connections: number;
  /** What was pressed and is not answered yet. */
  readonly sending: readonly VolunteerAction[];
  readonly send: (action: VolunteerAction) => Promise<ActionAnswer>;
  readonly place: Place;
  readonly go: (place: Place) => void;
  /** As `go`, but going back leads to where one was before the present screen. */
  readonly replace: (place: Place) => void;
  readonly hrefOf: (place: Place) => string;
}

export const VolunteerContext = createContext<Volunteer | null>(null);

export const useVolunteer = (): Volunteer => {
  const volunteer = useContext(VolunteerContext);
  if (volunteer === null) throw new Error('bug: a part of the volunteers’ pages stands outside of them');
  return volunteer;
};
