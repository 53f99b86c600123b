/** Use whole list: everybody of a centre, page after page, for papers that are made for all of them. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PersonRow } from '../../../contract/register-participant.ts';
import { ask, type Asked } from './desk-client.ts';
import type { Asking, AskedState } from './use-asked.ts';

/** Pages of one list: more people than any centre has. */
const pagesMax = 200;

/** Nobody for an empty centre. */
export const useWholeCentre = (centre: string): Asking<readonly PersonRow[]> => {
  const [state, setState] = useState<AskedState<readonly PersonRow[]>>({ kind: 'waiting' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setState({ kind: 'waiting' });
    void wholeCentre(centre).then((told) => {
      if (isWanted) setState(told);
    });
    return () => {
      isWanted = false;
    };
  }, [centre, turn]);
  const again = useCallback(() => setTurn((turns) => turns + 1), []);
  return { state, again };
};

const wholeCentre = async (centre: string): Promise<Asked<readonly PersonRow[]>> => {
  const rows: PersonRow[] = [];
  for (let page = 0; page < pagesMax && centre !== ''; page++) {
    const told = await ask('register/participants', { query: { centre, from: String(rows.length) } });
    if (told.kind !== 'answered') return told;
    rows.push(...told.answer.participants);
    if (told.answer.participants.length === 0 || rows.length >= told.answer.total) break;
  }
  return { kind: 'answered', answer: rows };
};
