/** Asked person: what a form for somebody of the register holds, and what is asked for with it. Pure. */
import type { PersonAsk, PersonEditAsk, PersonRow } from '../../../contract/register-participant.ts';

export interface TypedPerson {
  readonly id: string;
  readonly name: string;
  readonly centre: string;
  readonly birthDate: string;
  readonly birthYear: string;
  readonly nickname: string;
}

export const emptyPerson: TypedPerson = { id: '', name: '', centre: '', birthDate: '', birthYear: '', nickname: '' };

export const typedPersonOf = ({ id, name, centre, birthDate, birthYear, nickname }: PersonRow): TypedPerson => ({
  id,
  name,
  centre: centre.id,
  birthDate: birthDate ?? '',
  birthYear: String(birthYear),
  nickname: nickname ?? '',
});

const years = { first: 1900, last: 2100 } as const;

/** Null while something is missing that cannot be. The day, where it is known, says the year. */
export const askedPerson = (typed: TypedPerson): PersonAsk | null => {
  const id = typed.id.normalize('NFKC').trim();
  const name = typed.name.trim();
  const year = Number(typed.birthDate === '' ? typed.birthYear.normalize('NFKC') : typed.birthDate.slice(0, 4));
  const isYear = Number.isInteger(year) && year >= years.first && year <= years.last;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id) || name === '' || typed.centre === '' || !isYear) return null;
  const nickname = typed.nickname.trim();
  const told = {
    id,
    name,
    centre: typed.centre,
    birthYear: year,
    birthDate: typed.birthDate === '' ? null : typed.birthDate,
    nickname: nickname === '' ? null : nickname,
  };
  // The server reads and checks what is sent.
  return told as PersonAsk;
};

/** Only what is different. */
export const editedPerson = (before: PersonRow, asked: PersonAsk): PersonEditAsk => {
  const held: Readonly<Record<string, unknown>> = { ...before, centre: before.centre.id };
  return Object.fromEntries(Object.entries(asked).filter(([field, value]) => held[field] !== value));
};
