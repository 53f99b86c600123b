/** Use figures: a chapter's answer for what is chosen now; the one before stays, and says so, until the next is there. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Filter, Fault, Told } from './analysis-client.ts';
import { useAnalyst } from './analyst.ts';

export interface Figures<Answer> {
  /** The newest there is. */
  readonly answer: Answer | null;
  /** Whom the answer is about. */
  readonly of: Filter | null;
  /** Another one is under way. */
  readonly isWaiting: boolean;
  readonly fault: Fault | null;
  readonly again: () => void;
}

/** Choices made one after another in so short a time are one. */
const settleMs = 150;

export type Ask<Answer> = (filter: Filter, signal: AbortSignal) => Promise<Told<Answer>>;

/** `rank`: who goes first. `ask` keeps its identity while the question is the same; null asks nothing. */
export const useFigures = <Answer>(ask: Ask<Answer> | null, rank: () => number): Figures<Answer> => {
  const { filter, line, turn } = useAnalyst();
  const [kept, setKept] = useState<{ readonly answer: Answer; readonly of: Filter } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isWaiting, setWaiting] = useState(ask !== null);
  const [own, setOwn] = useState(0);
  const isFirst = useRef(true);
  const ranked = useRef(rank);
  ranked.current = rank;
  useEffect(() => {
    if (ask === null) return undefined;
    const life = new AbortController();
    setWaiting(true);
    const begin = (): void => {
      const question = () => ask(filter, life.signal);
      void line
        .run(() => ranked.current(), question, life.signal)
        .then((told) => {
          if (life.signal.aborted || told === null || told.kind === 'given-up') return;
          setWaiting(false);
          setFault(told.kind === 'answered' ? null : told);
          if (told.kind === 'answered') setKept({ answer: told.answer, of: filter });
        });
    };
    const timer = setTimeout(begin, isFirst.current ? 0 : settleMs);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      life.abort();
    };
  }, [ask, filter, turn, own]);
  const again = useCallback(() => setOwn((count) => count + 1), []);
  return { answer: kept?.answer ?? null, of: kept?.of ?? null, isWaiting, fault, again };
};
