/** Volunteer words: everything the volunteers' pages say, once per language. The Japanese dictionary sets what there is to say. */
import type { Language } from '../../shared/language.ts';
import { exchangeEn, exchangeJa, swapEn, swapJa, whereaboutsEn, whereaboutsJa } from './change-words.ts';
import { chooseEn, chooseJa } from './choose-words.ts';
import { connectEn, connectJa, deviceEn, deviceJa } from './connect-words.ts';
import { frameEn, frameJa } from './frame-words.ts';
import { helpEn, helpJa } from './help-words.ts';
import {
  doneEn,
  doneJa,
  lendEn,
  lendJa,
  loanSlipEn,
  loanSlipJa,
  posterEn,
  posterJa,
  returnEn,
  returnJa,
  slipEn,
  slipJa,
} from './loan-words.ts';
import { pinEn, pinJa } from './pin-words.ts';
import { outcomeEn, outcomeJa, refusalEn, refusalJa } from './refusal-words.ts';
import { callsEn, callsJa, historyEn, historyJa, todayEn, todayJa } from './today-words.ts';
import { visitEn, visitJa } from './visit-words.ts';

const ja = {
  ...frameJa,
  pin: pinJa,
  today: todayJa,
  calls: callsJa,
  history: historyJa,
  choose: chooseJa,
  visit: visitJa,
  lend: lendJa,
  return: returnJa,
  done: doneJa,
  loanSlip: loanSlipJa,
  slip: slipJa,
  poster: posterJa,
  whereabouts: whereaboutsJa,
  exchange: exchangeJa,
  swap: swapJa,
  connect: connectJa,
  device: deviceJa,
  help: helpJa,
  refusal: refusalJa,
  outcome: outcomeJa,
};

export type VolunteerWords = typeof ja;

const en: VolunteerWords = {
  ...frameEn,
  pin: pinEn,
  today: todayEn,
  calls: callsEn,
  history: historyEn,
  choose: chooseEn,
  visit: visitEn,
  lend: lendEn,
  return: returnEn,
  done: doneEn,
  loanSlip: loanSlipEn,
  slip: slipEn,
  poster: posterEn,
  whereabouts: whereaboutsEn,
  exchange: exchangeEn,
  swap: swapEn,
  connect: connectEn,
  device: deviceEn,
  help: helpEn,
  refusal: refusalEn,
  outcome: outcomeEn,
};

export const volunteerWordsOf: Readonly<Record<Language, VolunteerWords>> = { ja, en };
