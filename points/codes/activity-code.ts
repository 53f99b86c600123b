/** Activity code: what a venue's poster or a one-time slip stands for, and the words by which one is refused. */
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';

/** `venue`: many people, each once per date. `once`: one person, once ever. Their places stand in tokens: never exchange them. */
export const codeKinds = ['venue', 'once'] as const;
export type CodeKind = (typeof codeKinds)[number];

export interface ActivityCode {
  /** Of the order it was made with: one poster, or a sheet of slips. */
  readonly id: string;
  /** Of this poster or slip, 8 symbols. Names it in lists and claims; does not open anything. */
  readonly serial: string;
  readonly kind: CodeKind;
  /** Of the rule file. */
  readonly activity: string;
  readonly place: string | null;
  readonly validFromMs: number;
  /** From this instant on it is not valid any more. */
  readonly validToMs: number;
}

export const codeRefusals = [
  /** Neither a token nor a short code: cut off, or something else altogether. */
  'not-a-code',
  /** A short code with a slip in it. */
  'mistyped',
  /** A token of a later form than this program knows. */
  'other-version',
  'other-programme',
  'forged',
  /** Well formed, but this ledger has issued no such code. */
  'unknown',
  'revoked',
  'not-yet',
  'expired',
  'used',
] as const;
export type CodeRefusal = (typeof codeRefusals)[number];

/** Of local dates both belong to it; of instants the second does not. */
export type ValidTime =
  | { readonly kind: 'dates'; readonly from: PlainDateText; readonly to: PlainDateText }
  | { readonly kind: 'instants'; readonly fromMs: number; readonly toMs: number };

/** Tokens count whole seconds. */
const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

export const instantsOf = (valid: ValidTime, zone: string): { readonly fromMs: number; readonly toMs: number } => {
  if (valid.kind === 'instants') return { fromMs: wholeSecond(valid.fromMs), toMs: wholeSecond(valid.toMs) };
  return {
    fromMs: startOf(Temporal.PlainDate.from(valid.from), zone),
    toMs: startOf(Temporal.PlainDate.from(valid.to).add({ days: 1 }), zone),
  };
};

const startOf = (date: Temporal.PlainDate, zone: string): number => date.toZonedDateTime(zone).epochMilliseconds;

/**
 * What two claims may not both carry, for the two unique columns of a claim: a slip is used once ever, a venue's code once
 * by each person on each date.
 */
export const useKeyOf = (
  { kind, serial }: Pick<ActivityCode, 'kind' | 'serial'>,
  participant: ParticipantId,
  date: PlainDateText,
): { readonly onceCode: string | null; readonly venueUse: string | null } =>
  kind === 'once'
    ? { onceCode: serial, venueUse: null }
    : { onceCode: null, venueUse: `${serial}/${participant}/${date}` };
