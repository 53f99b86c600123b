/** Import deriver: what the journal's facts of imports change: whose word is kept of which dates, and what these amount to then. */
import { assert } from '../../runtime/fault.ts';
import type { Revised } from '../day-totals.ts';
import type { Fact, Journal } from '../journal.ts';
import type { LocalDays } from '../local-days.ts';
import type { TotalDeriver } from '../total-deriver.ts';
import { importFactSchema, stepsOfDay } from './import-fact.ts';
import type { StepImport, StepImports } from './step-imports.ts';
import type { UnsignedDays } from './unsigned-days.ts';

export interface ImportDeriverParts {
  readonly journal: Journal;
  readonly imports: StepImports;
  readonly unsigned: UnsignedDays;
  readonly totals: TotalDeriver;
  readonly days: LocalDays;
}

export class ImportDeriver {
  readonly #parts: ImportDeriverParts;

  constructor(parts: ImportDeriverParts) {
    this.#parts = parts;
  }

  /** Returns the new revisions. What was said before already, or out of turn, changes nothing. */
  apply(fact: Fact): readonly Revised[] {
    const { imports, days } = this.#parts;
    const said = importFactOf(fact);
    const known = imports.get(said.import);
    switch (said.step) {
      case 'rows':
        imports.addPart(said.import, said.part, fact.id);
        return [];
      case 'accept':
        if (known?.state === 'accepted' || imports.partCount(said.import) !== said.parts) return [];
        imports.accept(said, days.at(fact.receivedMs).date, fact.id);
        return [];
      case 'undo':
        if (known?.state === 'accepted') imports.undo(said.import, fact.id);
        return [];
      case 'settle':
        return known?.settled === said.part && said.part < known.parts ? this.#settle(known, said.part, fact.id) : [];
    }
  }

  #settle(its: StepImport, part: number, cause: number): readonly Revised[] {
    const { imports, journal, unsigned, totals } = this.#parts;
    const at = imports.part(its.id, part);
    const fact = at === undefined ? undefined : journal.get(at);
    assert(fact !== undefined, 'an accepted import has all its parts');
    const revised: Revised[] = [];
    const rows = importFactOf(fact);
    assert(rows.step === 'rows', 'a part of an import holds its rows');
    for (const day of rows.days) {
      const { participant, date } = day;
      if (its.state === 'undone') unsigned.remove(participant, date, its.id);
      else {
        const { id, source, reading, syncedOn } = its;
        unsigned.put(participant, date, { import: id, source, reading, steps: stepsOfDay(day), syncedOn }, fact.id);
      }
      const change = totals.resum(participant, date, cause);
      if (change !== undefined) revised.push(change);
    }
    imports.settle(its.id, part + 1);
    return revised;
  }
}

export const importFactOf = (fact: Fact) => importFactSchema.parse(JSON.parse(new TextDecoder().decode(fact.body)));
