/** Use visit: asks for a visit of a pedometer, and follows it until this very visit has come to an end. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';
import { endedAt, stepOf, type VisitStep } from '../view/visit-step.ts';
import { keepDraft, keptDraft } from './kept-text.ts';
import { useVolunteer } from './volunteer.ts';
import { askVisit } from './volunteer-client.ts';

export interface Visiting {
  readonly step: VisitStep;
  readonly again: () => void;
}

const retryWaitMs = 2000;
const draftOf = (purpose: string, serial: string): string => `visit-${purpose}-${serial}`;

/**
 * `purpose` tells visits of the same pedometer apart: the one before a battery is changed is not the one after. What had
 * ended before is remembered, so that a page that is loaded again does not take an older visit for this one.
 */
export const useVisit = (device: VolunteerDevice, purpose: string, isWanted = true): Visiting => {
  const { connections, isConnected } = useVolunteer();
  const draft = draftOf(purpose, device.serial);
  const [before, setBefore] = useState<string | null>(() => keptDraft(draft) || null);
  const [turn, setTurn] = useState(0);
  const step: VisitStep = before === null ? { kind: 'asking' } : stepOf(device.progress, before);
  const isOver = step.kind === 'done' || step.kind === 'failed';
  const ended = endedAt(device.progress);

  const again = useCallback(() => {
    keepDraft(draft, ended);
    setBefore(ended);
    setTurn((turns) => turns + 1);
  }, [draft, ended]);
  useEffect(() => {
    if (isWanted && before === null) again();
  }, [isWanted, before, again]);
  // A gateway that has started again has forgotten what it was asked, so every connection asks anew.
  useEffect(() => {
    if (!isWanted || before === null || isOver || !isConnected) return;
    let isOn = true;
    const asking = async (): Promise<void> => {
      const told = await askVisit(device.serial);
      if (told.kind !== 'answered') window.setTimeout(() => isOn && void asking(), retryWaitMs);
    };
    void asking();
    return () => {
      isOn = false;
    };
  }, [isWanted, before, turn, isOver, isConnected, connections, device.serial]);
  return { step, again };
};

/** A visit for this purpose is over and done with: the next one begins anew. */
export const forgetVisit = (purpose: string, serial: string): void => keepDraft(draftOf(purpose, serial), '');
