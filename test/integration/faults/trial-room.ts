/** Trial room: a folder for the trials of one test file, and the faults that were tried in it told when they go wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Trial, type TrialEnd, type TrialPlace, type TrialSettings } from '../trial.ts';

export class TrialRoom implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'ayf-'));

  place(name: string): TrialPlace {
    return { directory: join(this.directory, name), compiled: join(this.directory, 'compiled') };
  }

  /** Answers the end of a trial in which `story` happened, from the first day of visits on. Throws with all it has told. */
  async trial(
    name: string,
    settings: Omit<TrialSettings, keyof TrialPlace>,
    story: (trial: Trial) => Promise<void>,
  ): Promise<TrialEnd> {
    await using trial = await Trial.begin({ ...settings, ...this.place(name) }, firstVisitDay);
    try {
      await story(trial);
    } catch (error) {
      throw new Error(`${name}\n${trial.told()}`, { cause: error });
    }
    return await trial.end();
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Days after the first date: there is something to bring by then. */
export const firstVisitDay = 9;
