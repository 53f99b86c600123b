/** Desk words: everything the desk pages say, once per language. The Japanese dictionary sets what there is to say. */
import type { Language } from '../../shared/language.ts';
import { dayEn, dayJa, reviewEn, reviewJa } from './day-words.ts';
import { activityEn, activityJa, stampsEn, stampsJa, transferEn, transferJa } from './entry-words.ts';
import { frameEn, frameJa } from './frame-words.ts';
import { jobsEn, jobsJa } from './job-words.ts';
import { importEn, importJa } from './import-words.ts';
import { loanEn, loanJa } from './loan-words.ts';
import { labelsEn, labelsJa, letterEn, letterJa } from './paper-words.ts';
import {
  centresEn,
  centresJa,
  changesEn,
  changesJa,
  gatewaysEn,
  gatewaysJa,
  pedometersEn,
  pedometersJa,
} from './pedometer-words.ts';
import { peopleEn, peopleJa, rollEn, rollJa } from './people-words.ts';
import { findEn, findJa, personEn, personJa, statementEn, statementJa } from './person-words.ts';
import {
  attendanceEn,
  attendanceJa,
  codesEn,
  codesJa,
  groupsEn,
  groupsJa,
  rulesEn,
  rulesJa,
} from './register-words.ts';
import { recordsEn, recordsJa } from './records-words.ts';
import { tablesEn, tablesJa } from './table-words.ts';

const ja = {
  ...frameJa,
  find: findJa,
  person: personJa,
  statement: statementJa,
  day: dayJa,
  review: reviewJa,
  activity: activityJa,
  stamps: stampsJa,
  transfer: transferJa,
  groups: groupsJa,
  attendance: attendanceJa,
  codes: codesJa,
  rules: rulesJa,
  roll: rollJa,
  participants: peopleJa,
  pedometers: pedometersJa,
  loan: loanJa,
  centres: centresJa,
  gateways: gatewaysJa,
  changes: changesJa,
  tables: tablesJa,
  import: importJa,
  labels: labelsJa,
  letter: letterJa,
  jobs: jobsJa,
  records: recordsJa,
};

export type DeskWords = typeof ja;

const en: DeskWords = {
  ...frameEn,
  find: findEn,
  person: personEn,
  statement: statementEn,
  day: dayEn,
  review: reviewEn,
  activity: activityEn,
  stamps: stampsEn,
  transfer: transferEn,
  groups: groupsEn,
  attendance: attendanceEn,
  codes: codesEn,
  rules: rulesEn,
  roll: rollEn,
  participants: peopleEn,
  pedometers: pedometersEn,
  loan: loanEn,
  centres: centresEn,
  gateways: gatewaysEn,
  changes: changesEn,
  tables: tablesEn,
  import: importEn,
  labels: labelsEn,
  letter: letterEn,
  jobs: jobsEn,
  records: recordsEn,
};

export const deskWordsOf: Readonly<Record<Language, DeskWords>> = { ja, en };
