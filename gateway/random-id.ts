/** Random ids: UUID version 7 from an injected clock and chance, so that a replay makes the same ones; they sort by time. */
import type { Random } from '../runtime/random.ts';

export const randomId = (wallMs: number, random: Random): string => {
  const time = Math.max(0, Math.floor(wallMs)).toString(16).padStart(12, '0').slice(-12);
  const digits = Array.from({ length: 18 }, () => random.int(0, 15).toString(16)).join('');
  const variant = (8 + random.int(0, 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-${variant}${digits.slice(3, 6)}-${digits.slice(6)}`;
};
