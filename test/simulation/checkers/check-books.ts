/** Checking the books: every promise that the disks alone can be held to, against the truth. */
import type { TownTruth } from '../truth/town-truth.ts';
import type { Books } from './books.ts';
import { confirmedIsNeverAheadOfTheJournal } from './confirmed.ts';
import { everyStepIsAccountedFor, noBucketIsStoredTwice, onlyWhatADeviceSignedIsCounted } from './device-books.ts';
import { replayGivesTheSameBytes, revisionsStrictlyGrow, theLedgerIsWhatTheOracleSays } from './feed-books.ts';
import { daysAreFinalWhenAllIsThere, whatIsSyncedWasVisited } from './day-states.ts';
import { nothingIsRefusedInSilence } from './nothing-in-silence.ts';
import { datesAreAsNearAsDriftAllows, nobodyIsCreditedWithAnothersSteps } from './people-books.ts';
import { visitsAreThoseThatWereMade } from './visit-books.ts';
import type { Wrong } from './wrong.ts';

export type Checker = (town: TownTruth, books: Books) => readonly Wrong[];

export const checkers: readonly Checker[] = [
  everyStepIsAccountedFor,
  noBucketIsStoredTwice,
  onlyWhatADeviceSignedIsCounted,
  nobodyIsCreditedWithAnothersSteps,
  datesAreAsNearAsDriftAllows,
  daysAreFinalWhenAllIsThere,
  whatIsSyncedWasVisited,
  nothingIsRefusedInSilence,
  theLedgerIsWhatTheOracleSays,
  replayGivesTheSameBytes,
  revisionsStrictlyGrow,
  confirmedIsNeverAheadOfTheJournal,
  visitsAreThoseThatWereMade,
];

/** Everything that is wrong, nothing where all is well. The feed must have been delivered to its end. */
export const checkBooks: Checker = (town, books) => checkers.flatMap((check) => check(town, books));
