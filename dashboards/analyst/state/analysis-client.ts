/** Analysis client: asks what is known of everybody, and tells an answer, a fault in words, a lost line and an asking given up apart. */
import type { AnalysisAnswer, AnalysisRouteName } from '../../../contract/analysis.ts';
import { analysisPaths } from '../../../contract/analysis-paths.ts';
import type { TrialRules } from '../../../contract/analysis-points.ts';
import type { DeskError } from '../../../contract/desk-terms.ts';

/** Whom a question is about. */
export interface Filter {
  readonly from: string;
  readonly to: string;
  readonly centres: readonly string[];
  readonly ages: readonly string[];
}

export type Told<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly fault: DeskError }
  | { readonly kind: 'lost' }
  /** Nobody wants to know any more. */
  | { readonly kind: 'given-up' };

export type Fault = Exclude<Told<never>, { readonly kind: 'answered' | 'given-up' }>;

/** A question over two years of a large town may take a while; one that takes longer than this has been forgotten. */
const answerWaitMs = 60_000;

export type FilteredName = Exclude<AnalysisRouteName, 'terms' | 'whatIf'>;

export const askTerms = (signal: AbortSignal): Promise<Told<AnalysisAnswer<'terms'>>> =>
  asked(analysisPaths.terms, {}, signal);

export const askFigures = <Name extends FilteredName>(
  name: Name,
  { from, to, centres, ages }: Filter,
  signal: AbortSignal,
): Promise<Told<AnalysisAnswer<Name>>> => {
  const query = new URLSearchParams({ from, to });
  if (centres.length > 0) query.set('centres', centres.join(','));
  if (ages.length > 0) query.set('ages', ages.join(','));
  return asked(`${analysisPaths[name]}?${query.toString()}`, {}, signal);
};

export const askWhatIf = (
  filter: Filter,
  rules: TrialRules,
  signal: AbortSignal,
): Promise<Told<AnalysisAnswer<'whatIf'>>> =>
  asked(
    analysisPaths.whatIf,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...filter, rules }),
    },
    signal,
  );

const asked = async <Answer>(path: string, init: RequestInit, signal: AbortSignal): Promise<Told<Answer>> => {
  try {
    // Relative, so that the page also works below a path of a reverse proxy.
    const response = await fetch(path.slice(1), {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWaitMs)]),
    });
    const told: unknown = await response.json();
    // The server is ours and checks what it sends.
    if (response.ok) return { kind: 'answered', answer: told as Answer };
    return isFault(told) ? { kind: 'fault', fault: told } : { kind: 'lost' };
  } catch {
    return { kind: signal.aborted ? 'given-up' : 'lost' };
  }
};

const isFault = (told: unknown): told is DeskError =>
  typeof told === 'object' && told !== null && 'error' in told && 'ja' in told && 'en' in told;
