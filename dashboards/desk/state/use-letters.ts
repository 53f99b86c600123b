/** Use letters: gathers what the letters of many people need, a few at a time, and says how far it is; what fails can be asked for again. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Person } from '../../../contract/desk-participant.ts';
import type { PersonRow } from '../../../contract/register-participant.ts';
import { bringByOf } from '../view/bring-by.ts';
import { ask } from './desk-client.ts';

/** Enough to be quick, few enough to leave the server to everybody else. */
const atOnceMax = 4;

export interface GatheredLetter {
  readonly row: PersonRow;
  readonly person: Person;
  /** Null where it is not known, or nobody has a pedometer. */
  readonly bringBy: string | null;
}

export interface Letters {
  readonly gathered: readonly GatheredLetter[];
  readonly failed: number;
  readonly isDone: boolean;
  readonly again: () => void;
}

export const useLetters = (rows: readonly PersonRow[], month: string, zone: string): Letters => {
  const [gathered, setGathered] = useState<ReadonlyMap<string, GatheredLetter | null>>(new Map());
  const [turn, setTurn] = useState(0);
  const about = `${month} ${rows.map(({ id }) => id).join(' ')}`;
  const before = useRef({ about, turn });
  useEffect(() => {
    const leaving = new AbortController();
    const isWanted = (): boolean => !leaving.signal.aborted;
    // Asked for again, only what failed is; about somebody else or another month, everything.
    const isSame = before.current.about === about;
    before.current = { about, turn };
    const had = new Map([...(isSame ? gathered : [])].filter(([, letter]) => letter !== null));
    setGathered(had);
    const left = rows.filter(({ id }) => !had.has(id));
    const gather = async (): Promise<void> => {
      for (let row = left.shift(); row !== undefined && isWanted(); row = left.shift()) {
        const { id } = row;
        const letter = await letterOf(row, month, zone);
        if (isWanted()) setGathered((known) => new Map(known).set(id, letter));
      }
    };
    void Promise.all(Array.from({ length: atOnceMax }, gather));
    return () => leaving.abort();
  }, [about, zone, turn]);
  const again = useCallback(() => setTurn((turns) => turns + 1), []);
  const told = rows.map(({ id }) => gathered.get(id));
  return {
    gathered: told.filter((letter) => letter !== undefined && letter !== null),
    failed: told.filter((letter) => letter === null).length,
    isDone: told.every((letter) => letter !== undefined),
    again,
  };
};

/** Null where the person cannot be had; a letter without the day to bring the pedometer is still a letter. */
const letterOf = async (row: PersonRow, month: string, zone: string): Promise<GatheredLetter | null> => {
  const told = await ask('person', { path: { id: row.id }, query: { month } });
  if (told.kind !== 'answered') return null;
  return { row, person: told.answer, bringBy: await bringByFor(row, zone) };
};

const bringByFor = async ({ pedometer }: PersonRow, zone: string): Promise<string | null> => {
  if (pedometer === null) return null;
  const told = await ask('register/pedometer', { path: { id: pedometer.device } });
  if (told.kind !== 'answered') return null;
  const { capacityBuckets, bucketSeconds, pedometer: held } = told.answer;
  return bringByOf({ lastVisitAt: held.lastVisitAt, since: pedometer.since, capacityBuckets, bucketSeconds }, zone);
};
