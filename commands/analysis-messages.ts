/** Analysis messages: what the cloud's own thread and the analysts' thread say to one another. */
import type { AnalysisRouteName } from '../contract/analysis.ts';
import type { Said } from '../contract/desk-terms.ts';
import type { Programme } from '../points/rule/programme-file.ts';

export interface AnalysisSetting {
  readonly cloudPath: string;
  readonly pointsPath: string;
  /** Of what was counted of hours: made again where it is missing. */
  readonly cachePath: string;
  readonly zone: string;
  readonly programme: Programme;
  /** People × dates that are held in memory. */
  readonly cellsMax: number;
  /** By the cloud's clock. */
  readonly nowMs: number;
}

/** `nowMs`: what the cloud's clock shows. */
export type ToAnalysis =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly name: AnalysisRouteName;
      readonly asked: Asked;
      readonly nowMs: number;
    }
  | { readonly kind: 'look'; readonly nowMs: number }
  | { readonly kind: 'stop' };

export interface Asked {
  readonly query: unknown;
  readonly body: unknown;
}

export type FromAnalysis =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  /** It is refused. */
  | { readonly kind: 'fault'; readonly id: number; readonly fault: ToldFault }
  /** We failed. */
  | { readonly kind: 'failure'; readonly id: number; readonly error: string };

export interface ToldFault {
  readonly status: 400 | 404 | 409 | 503;
  readonly code: string;
  readonly words: Said;
  readonly hint: Said | undefined;
}
