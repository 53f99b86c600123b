/** Centre of: at which centre a participant is registered, asked once for each of a page. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ParticipantId } from '../../contract/ids.ts';
import type { RecordScope } from './record-page.ts';

export class CentreOf {
  readonly #statement: StatementSync;

  constructor(database: DatabaseSync) {
    this.#statement = database.prepare('SELECT centre FROM participant WHERE id = ?');
  }

  /** Whether a participant is of the scope. To be made anew for each page: the register may change meanwhile. */
  fits({ centre, participant }: RecordScope): (id: ParticipantId) => boolean {
    if (participant !== null && centre === null) return (id) => id === participant;
    if (centre === null) return () => true;
    const known = new Map<ParticipantId, boolean>();
    return (id) => {
      if (participant !== null && id !== participant) return false;
      const asked = known.get(id);
      if (asked !== undefined) return asked;
      const fits = this.#statement.get(id)?.['centre'] === centre;
      known.set(id, fits);
      return fits;
    };
  }
}
