/** Made code: a poster or a sheet of slips as the tables tell it, with what became of it. */
import type { ActivityCode } from './activity-code.ts';

export interface MadeCode extends Omit<ActivityCode, 'serial'> {
  /** Slips made; 1 for a venue. */
  readonly count: number;
  /** How often it was used, over all its slips. */
  readonly usesCount: number;
  readonly actor: string;
  readonly madeMs: number;
  readonly revoked: { readonly reason: string; readonly actor: string; readonly atMs: number } | null;
}

export interface Slip {
  readonly serial: string;
  /** What the QR code says. */
  readonly token: string;
  /** What a clerk may type instead, with dashes. */
  readonly short: string;
  readonly usesCount: number;
}

export interface MadeCodeRow extends Omit<MadeCode, 'revoked'> {
  readonly keyId: number;
  readonly revokedMs: number | null;
  readonly revokedReason: string | null;
  readonly revokedActor: string | null;
}

/** Claims made with the slip `s`, void ones included: see useKeyOf. '0' is the sign after '/'. */
const usesOfSlip = `(SELECT count(*) FROM claim u WHERE u.once_code = s.serial
  OR (u.venue_use > s.serial || '/' AND u.venue_use < s.serial || '0'))`;

export const selectMadeCode = `SELECT c.id, c.kind, c.activity, c.place, c.valid_from_ms AS validFromMs,
  c.valid_to_ms AS validToMs, c.key AS keyId, c.actor, c.made_ms AS madeMs,
  (SELECT count(*) FROM code_slip s WHERE s.code = c.id) AS count,
  (SELECT coalesce(sum(${usesOfSlip}), 0) FROM code_slip s WHERE s.code = c.id) AS usesCount,
  r.revoked_ms AS revokedMs, r.reason AS revokedReason, r.actor AS revokedActor
  FROM code c LEFT JOIN code_revocation r ON r.code = c.id`;

export const madeCodeOf = (row: MadeCodeRow): MadeCode => {
  const { id, kind, activity, place, validFromMs, validToMs, count, usesCount, actor, madeMs } = row;
  const revoked =
    row.revokedMs === null
      ? null
      : { reason: row.revokedReason ?? '', actor: row.revokedActor ?? '', atMs: row.revokedMs };
  return { id, kind, activity, place, validFromMs, validToMs, count, usesCount, actor, madeMs, revoked };
};

/** A slip with all that decides whether it is taken. */
export interface SlipRow extends ActivityCode {
  readonly revokedMs: number | null;
  readonly isUsed: 0 | 1;
}

export const selectSlip = `SELECT c.id, s.serial, c.kind, c.activity, c.place, c.valid_from_ms AS validFromMs,
  c.valid_to_ms AS validToMs, r.revoked_ms AS revokedMs,
  EXISTS (SELECT 1 FROM claim u WHERE u.once_code = s.serial) AS isUsed
  FROM code_slip s JOIN code c ON c.id = s.code LEFT JOIN code_revocation r ON r.code = c.id`;

export const selectSlips = `SELECT s.serial, s.short, ${usesOfSlip} AS usesCount FROM code_slip s
  WHERE s.code = ? ORDER BY s.number`;

export const activityCodeOf = (row: SlipRow): ActivityCode => {
  const { id, serial, kind, activity, place, validFromMs, validToMs } = row;
  return { id, serial, kind, activity, place, validFromMs, validToMs };
};
