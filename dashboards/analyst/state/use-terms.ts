/** Use terms: what can be chosen and how far the counting has come, asked again while it goes on. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AnalysisTerms } from '../../../contract/analysis-terms.ts';
import { askTerms, type Fault } from './analysis-client.ts';

const countingAgainMs = 2_000;

export interface KnownTerms {
  readonly terms: AnalysisTerms | null;
  readonly fault: Fault | null;
  readonly again: () => void;
}

export const useTerms = (): KnownTerms => {
  const [terms, setTerms] = useState<AnalysisTerms | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [turn, setTurn] = useState(0);
  const isCounting = terms?.state.kind === 'counting';
  useEffect(() => {
    const life = new AbortController();
    void askTerms(life.signal).then((told) => {
      if (life.signal.aborted || told.kind === 'given-up') return;
      if (told.kind === 'answered') setTerms(told.answer);
      setFault(told.kind === 'answered' ? null : told);
    });
    return () => life.abort();
  }, [turn]);
  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = setInterval(() => setTurn((count) => count + 1), countingAgainMs);
    return () => clearInterval(timer);
  }, [isCounting]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { terms, fault, again };
};
