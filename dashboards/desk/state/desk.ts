/** Desk: what every part of the desk pages knows: language, words, programme, who sits here, and how to go elsewhere. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DeskAccount, DeskProgramme } from '../../../contract/desk-programme.ts';
import type { Amount, Said } from '../../../contract/desk-terms.ts';
import type { Formats } from '../../shared/formats.ts';
import type { Language } from '../../shared/language.ts';
import type { DeskWords } from '../words/desk-words.ts';
import type { Place } from './place.ts';

export interface Desk {
  readonly language: Language;
  readonly words: DeskWords;
  readonly formats: Formats;
  readonly programme: DeskProgramme;
  /** Empty until somebody has said who they are. */
  readonly actor: string;
  readonly onActor: (actor: string) => void;
  readonly go: (place: Place) => void;
  readonly hrefOf: (place: Place) => string;
}

export const DeskContext = createContext<Desk | null>(null);

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('bug: a part of the desk stands outside of it');
  return desk;
};

export const saidIn = (language: Language, said: Said): string => said[language];

export const accountOf = (programme: DeskProgramme, id: string): DeskAccount | undefined =>
  programme.accounts.find((account) => account.id === id);

/** `20ポイント`, `−3 points`: every number carries its unit. */
export const amountText = ({ language, words, programme }: Desk, { account, points }: Amount): string => {
  const unit = accountOf(programme, account)?.unit;
  if (unit === undefined) return words.figure(points);
  if (language === 'ja') return `${words.figure(points)}${unit.ja}`;
  return `${words.figure(points)} ${Math.abs(points) === 1 ? unit.en.one : unit.en.other}`;
};

/** Several accounts together; an account whose unit is that of another says its name, and none at all are 0 of the first. */
export const amountsText = (desk: Desk, amounts: readonly Amount[]): string => {
  const kept = amounts.filter(({ points }) => points !== 0);
  if (kept.length === 0) return amountText(desk, { account: desk.programme.accounts[0]?.id ?? '', points: 0 });
  return kept.map((amount) => namedText(desk, amount)).join(desk.words.listMark);
};

const namedText = (desk: Desk, amount: Amount): string => {
  const [first, ...others] = desk.programme.accounts;
  const other = others.find(({ id }) => id === amount.account);
  const text = amountText(desk, amount);
  return other?.unit.ja === first?.unit.ja && other !== undefined ? `${other.name[desk.language]} ${text}` : text;
};
