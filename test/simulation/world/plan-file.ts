/** Plan file: a plan as text, so that a run can be kept and shrunk, and told again when seeds draw other plans. */
import type { Plan } from './plan.ts';

/** JSON; keys in hex, maps as pairs. */
export const encodePlan = (plan: Plan): string => `${JSON.stringify(plan, encoded, 1)}\n`;

export const decodePlan = (text: string): Plan => JSON.parse(text, decoded) as Plan;

const encoded = (_key: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return { hex: value.toHex() };
  return value instanceof Map ? { pairs: [...(value as ReadonlyMap<unknown, unknown>)] } : value;
};

const decoded = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('hex' in value && typeof value.hex === 'string') return Uint8Array.fromHex(value.hex);
  return 'pairs' in value && Array.isArray(value.pairs) ? new Map(value.pairs as readonly [unknown, unknown][]) : value;
};
