/** Desk answers: one function for each question of the desk API; what cannot be answered at all throws a DeskFault. */
import type { ApiAnswers, ApiAsked } from '../../contract/api-route.ts';
import type { deskRoutes, DeskRouteName } from '../../contract/desk.ts';

export type DeskAsked<Name extends DeskRouteName> = ApiAsked<(typeof deskRoutes)[Name]>;
export type DeskAnswers = ApiAnswers<typeof deskRoutes>;
