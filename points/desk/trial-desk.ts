/** Trial desk: people, groups and codes that a clerk can work with, and everything the disk holds, to compare. For this room's tests. */
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { ClaimBody } from '../../contract/desk-claim.ts';
import { dayTotal, participantId, plainDate, TrialDisk, walker } from '../trial-points.ts';
import type { Points } from '../points.ts';
import type { CodeOrder } from '../codes/codes.ts';
import type { Programme } from '../rule/programme-file.ts';

export { walker };
/** Has a paper card only. */
export const paperHolder = participantId('P-0002');
/** Turns 18 on 1 November 2026. */
export const youth = participantId('P-0003');

export const signed = (requestId: string = randomUUID()) => ({ actor: '佐藤', requestId });
export const why = (requestId: string = randomUUID()) => ({ ...signed(requestId), reason: '押しまちがい' });

export interface ClaimParts extends Partial<Omit<ClaimBody, 'participant' | 'date' | 'from'>> {
  readonly participant?: string;
  readonly date?: string;
  readonly from?: string;
}

/** A health check of `walker` on 20 November, shown by its result sheet, save for what is said otherwise. */
export const claimBody = ({ participant, date, from, ...parts }: ClaimParts = {}): ClaimBody => ({
  activity: 'health-check',
  evidence: 'result-sheet',
  ...signed(),
  ...parts,
  participant: participantId(participant ?? walker),
  date: plainDate(date ?? '2026-11-20'),
  ...(from === undefined ? {} : { from: plainDate(from) }),
});

/** Rows of every table, but what was answered to requests. */
export const contentOf = ({ path }: TrialDisk): Readonly<Record<string, readonly unknown[]>> => {
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'request'").all();
  const content = tables.map(({ name }) => [
    String(name),
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map((row) => JSON.stringify(row)),
  ]);
  database.close();
  return Object.fromEntries(content) as Readonly<Record<string, readonly unknown[]>>;
};

export class TrialDesk extends TrialDisk {
  /** With the three of above enrolled. */
  async openWithPeople(programme?: Programme): Promise<Points> {
    const points = await this.open(programme);
    points.enrol([
      {
        participant: walker,
        birthYear: 1948,
        birthDate: plainDate('1948-05-02'),
        pedometerFrom: plainDate('2026-10-01'),
      },
      { participant: paperHolder, birthYear: 1950, birthDate: null, pedometerFrom: null },
      {
        participant: youth,
        birthYear: 2008,
        birthDate: plainDate('2008-11-01'),
        pedometerFrom: plainDate('2026-04-01'),
      },
    ]);
    return points;
  }

  /** The text of a new code's only slip: a poster for city events, 20 and 21 November, save for what is said otherwise. */
  code(points: Points, parts: Partial<CodeOrder> = {}): string {
    const issued = points.desk.codes.issue(
      {
        kind: 'venue',
        activity: 'city-event',
        place: '保健センター',
        valid: { kind: 'dates', from: plainDate('2026-11-20'), to: plainDate('2026-11-21') },
        count: 1,
        actor: '佐藤',
        ...parts,
      },
      this.clock.wallMs(),
    );
    const slip = issued.kind === 'issued' ? issued.slips[0] : undefined;
    if (slip === undefined) throw new Error('no code was issued');
    return slip.token;
  }

  /** The number of a new group for `activity`, open from April unless said otherwise. */
  group(points: Points, name: string, activity = 'group-activity', openedOn = '2026-04-01'): string {
    const opened = { name, activity, pursuit: 'ラジオ体操', contact: null, openedOn: plainDate(openedOn) };
    const outcome = points.desk.groups.register(opened, { actor: '佐藤', reference: null }, this.clock.wallMs());
    if (outcome.kind !== 'done') throw new Error(outcome.reason);
    return outcome.group.id;
  }

  /** Steps of a date, brought the same day. */
  walk(points: Points, participant: string, date: string, steps: number): void {
    points.accept([dayTotal({ participant, date, syncedOn: date, steps })]);
  }
}
