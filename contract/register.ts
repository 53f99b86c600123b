/** Register: every address of the register API, with what it takes and what it answers. Changes carry actor and requestId. */
import type { z } from 'zod';
import type { ApiAnswer, ApiAnswers, ApiRoutes } from './api-route.ts';
import {
  centreBodySchema,
  centreEditSchema,
  centresSchema,
  changesQuerySchema,
  changesSchema,
  gatewayBodySchema,
  gatewayEditSchema,
  gatewayRenewSchema,
  gatewaySecretSchema,
  gatewaysSchema,
  stockSchema,
} from './register-centre.ts';
import { importAnswerSchema, importAskSchema, importBodySchema, importCharactersMax } from './register-import.ts';
import {
  correctionAskSchema,
  correctionBodySchema,
  heldHandOversSchema,
  lendAskSchema,
  lendBodySchema,
  loanChangeSchema,
  settleAskSchema,
  settleBodySchema,
  takeBackAskSchema,
  takeBackBodySchema,
  undoAskSchema,
  undoBodySchema,
} from './register-loan.ts';
import {
  cardsSchema,
  peopleQuerySchema,
  peopleSchema,
  personAskSchema,
  personBodySchema,
  personEditAskSchema,
  personEditSchema,
  proposalQuerySchema,
  proposalSchema,
  registeredPersonSchema,
} from './register-participant.ts';
import { registerPaths } from './register-paths.ts';
import {
  labelsSchema,
  pedometerAskSchema,
  pedometerBodySchema,
  pedometerEditAskSchema,
  pedometerEditSchema,
  pedometersQuerySchema,
  pedometersSchema,
  registeredPedometerSchema,
} from './register-pedometer.ts';
import { savedSchema } from './register-terms.ts';

const get = <const Name extends keyof typeof registerPaths, Answer extends z.ZodType>(name: Name, answer: Answer) =>
  ({ method: 'GET', path: registerPaths[name], answer }) as const;
const ask = <const Name extends keyof typeof registerPaths, Query extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  query: Query,
  answer: Answer,
) => ({ method: 'GET', path: registerPaths[name], query, answer }) as const;
const post = <const Name extends keyof typeof registerPaths, Body extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  body: Body,
  answer: Answer,
) => ({ method: 'POST', path: registerPaths[name], body, answer }) as const;

/** A table in base64, with room for what stands beside it. */
const bytesMax = importCharactersMax + 1024;

export const registerRoutes = {
  centres: get('centres', centresSchema),
  stock: get('stock', stockSchema),
  participants: ask('participants', peopleQuerySchema, peopleSchema),
  participant: get('participant', registeredPersonSchema),
  pedometers: ask('pedometers', pedometersQuerySchema, pedometersSchema),
  pedometer: get('pedometer', registeredPedometerSchema),
  proposal: ask('proposal', proposalQuerySchema, proposalSchema),
  heldHandOvers: get('heldHandOvers', heldHandOversSchema),
  gateways: get('gateways', gatewaysSchema),
  changes: ask('changes', changesQuerySchema, changesSchema),
  cards: get('cards', cardsSchema),
  labels: get('labels', labelsSchema),
  /** A file: CSV in UTF-8 with a byte order mark, without the keys of pedometers. */
  exportTable: { method: 'GET', path: registerPaths.exportTable, file: 'text/csv; charset=utf-8' },

  // These change nothing.
  previewLend: post('previewLend', lendAskSchema, loanChangeSchema),
  previewTakeBack: post('previewTakeBack', takeBackAskSchema, loanChangeSchema),
  previewCorrection: post('previewCorrection', correctionAskSchema, loanChangeSchema),
  previewUndo: post('previewUndo', undoAskSchema, loanChangeSchema),
  previewSettle: post('previewSettle', settleAskSchema, loanChangeSchema),
  previewAddParticipant: post('previewAddParticipant', personAskSchema, savedSchema),
  previewEditParticipant: post('previewEditParticipant', personEditAskSchema, savedSchema),
  previewAddPedometer: post('previewAddPedometer', pedometerAskSchema, savedSchema),
  previewEditPedometer: post('previewEditPedometer', pedometerEditAskSchema, savedSchema),
  previewImport: { ...post('previewImport', importAskSchema, importAnswerSchema), bytesMax },

  // These change something: the same requestId again gives the first answer again.
  lend: post('lend', lendBodySchema, loanChangeSchema),
  takeBack: post('takeBack', takeBackBodySchema, loanChangeSchema),
  correct: post('correct', correctionBodySchema, loanChangeSchema),
  undo: post('undo', undoBodySchema, loanChangeSchema),
  settle: post('settle', settleBodySchema, loanChangeSchema),
  discard: post('discard', undoBodySchema, loanChangeSchema),
  addParticipant: post('addParticipant', personBodySchema, savedSchema),
  editParticipant: post('editParticipant', personEditSchema, savedSchema),
  addPedometer: post('addPedometer', pedometerBodySchema, savedSchema),
  editPedometer: post('editPedometer', pedometerEditSchema, savedSchema),
  addCentre: post('addCentre', centreBodySchema, savedSchema),
  editCentre: post('editCentre', centreEditSchema, savedSchema),
  addGateway: post('addGateway', gatewayBodySchema, gatewaySecretSchema),
  editGateway: post('editGateway', gatewayEditSchema, savedSchema),
  renewGateway: post('renewGateway', gatewayRenewSchema, gatewaySecretSchema),
  importTable: { ...post('importTable', importBodySchema, importAnswerSchema), bytesMax },
} as const satisfies ApiRoutes;

export type RegisterRouteName = keyof typeof registerRoutes;
export type RegisterAnswers = ApiAnswers<typeof registerRoutes>;
/** What is answered; a file for a file. */
export type RegisterAnswer<Name extends RegisterRouteName> = ApiAnswer<(typeof registerRoutes)[Name]>;
/** What is sent; nothing for a GET. */
export type RegisterBody<Name extends RegisterRouteName> = (typeof registerRoutes)[Name] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? Readonly<z.input<Body>>
  : never;
