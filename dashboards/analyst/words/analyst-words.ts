/** Analyst words: everything the analysts' page says, once per language. The Japanese dictionary sets what there is to say. */
import type { Language } from '../../shared/language.ts';
import { arrivalEn, arrivalJa, qualityEn, qualityJa } from './care-words.ts';
import { chooseEn, chooseJa, frameEn, frameJa } from './frame-words.ts';
import { flowEn, flowJa, liabilityEn, liabilityJa } from './points-words.ts';
import { roundingEn, roundingJa } from './rounding-words.ts';
import { trialEn, trialJa } from './trial-words.ts';
import {
  centresEn,
  centresJa,
  hoursEn,
  hoursJa,
  participationEn,
  participationJa,
  stepsEn,
  stepsJa,
  trendEn,
  trendJa,
} from './walking-words.ts';

const ja = {
  ...frameJa,
  choose: chooseJa,
  participation: participationJa,
  steps: stepsJa,
  hours: hoursJa,
  trend: trendJa,
  centres: centresJa,
  arrival: arrivalJa,
  quality: qualityJa,
  points: flowJa,
  liability: liabilityJa,
  trial: trialJa,
  rounding: roundingJa,
};

export type AnalystWords = typeof ja;

const en: AnalystWords = {
  ...frameEn,
  choose: chooseEn,
  participation: participationEn,
  steps: stepsEn,
  hours: hoursEn,
  trend: trendEn,
  centres: centresEn,
  arrival: arrivalEn,
  quality: qualityEn,
  points: flowEn,
  liability: liabilityEn,
  trial: trialEn,
  rounding: roundingEn,
};

export const analystWordsOf: Readonly<Record<Language, AnalystWords>> = { ja, en };
