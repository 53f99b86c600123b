/** Pedometer field: the pedometer a hand-over is about, typed or scanned, and what the register knows of it before anything is recorded. */
import { useState } from 'preact/hooks';
import type { PedometerRow } from '../../../contract/register-pedometer.ts';
import { useDesk } from '../state/desk.ts';
import { findPedometer, type FoundPedometer } from '../state/find-pedometer.ts';
import { FaultLines } from './fault-lines.tsx';

export interface FindingPedometer {
  readonly found: FoundPedometer | null;
  /** Null where there is not exactly one; the sentence why is shown by `PedometerMissing`. */
  readonly find: (typed: string) => Promise<PedometerRow | null>;
  readonly forget: () => void;
}

export const useFindingPedometer = (): FindingPedometer => {
  const [found, setFound] = useState<FoundPedometer | null>(null);
  const find = async (typed: string): Promise<PedometerRow | null> => {
    const told = await findPedometer(typed);
    setFound(told);
    return told.kind === 'one' ? told.pedometer : null;
  };
  return { found, find, forget: () => setFound(null) };
};

export const PedometerMissing = ({ found }: { readonly found: FoundPedometer | null }) => {
  const { words, language } = useDesk();
  const text = words.loan;
  if (found === null || found.kind === 'one') return null;
  if (found.kind === 'fault' || found.kind === 'lost') {
    return <FaultLines words={words} language={language} told={found} />;
  }
  return (
    <p class="missing" role="alert">
      {found.kind === 'none' ? text.notFound : text.severalFound(found.count)}
    </p>
  );
};
