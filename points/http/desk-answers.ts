/** Desk answers: one function for each question of the desk API; what cannot be answered at all throws a DeskFault. */
import type { z } from 'zod';
import type { DeskAnswer, deskRoutes, DeskRouteName } from '../../contract/desk.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';

/** What stands in the path, checked; only what the path names may be looked at. */
export interface DeskPath {
  /** A participant. */
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  /** A group or code. */
  readonly id: string;
}

type Parsed<Name extends DeskRouteName, Part extends string> =
  (typeof deskRoutes)[Name] extends Readonly<Record<Part, infer Schema extends z.ZodType>>
    ? z.output<Schema>
    : undefined;

export interface DeskAsked<Name extends DeskRouteName> {
  readonly path: DeskPath;
  readonly query: Parsed<Name, 'query'>;
  readonly body: Parsed<Name, 'body'>;
}

export type DeskAnswers = {
  readonly [Name in DeskRouteName]: (asked: DeskAsked<Name>) => DeskAnswer<Name>;
};
