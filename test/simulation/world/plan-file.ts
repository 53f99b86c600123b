/** Plan file: a plan as text, so that a run can be kept and shrunk, and told again when seeds draw other plans. */
import { readFileSync } from 'node:fs';
import { messageOf, OperatorError } from '../../../runtime/fault.ts';
import type { Plan } from './plan.ts';

/** JSON; keys in hex, maps as pairs. */
export const encodePlan = (plan: Plan): string => `${JSON.stringify(plan, encoded, 1)}\n`;

export const decodePlan = (text: string): Plan => JSON.parse(text, decoded) as Plan;

/** Throws OperatorError `plan-unreadable` or `plan-broken`. */
export const readPlan = (path: string): Plan => {
  const text = readText(path);
  try {
    const plan: unknown = JSON.parse(text, decoded);
    if (isPlan(plan)) return plan;
  } catch (cause) {
    throw brokenPlan(path, messageOf(cause), cause);
  }
  throw brokenPlan(path, 'it has no seed, town or happenings as a plan has them');
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const sentence = `Cannot read the plan ${path}: ${messageOf(cause)}`;
    throw new OperatorError('plan-unreadable', sentence, 'Name a seed-….json that the swarm has filed.', { cause });
  }
};

const brokenPlan = (path: string, why: string, cause?: unknown): OperatorError =>
  new OperatorError('plan-broken', `${path} is no plan: ${why}`, 'Name a seed-….json that the swarm has filed.', {
    cause,
  });

/** As far as tells a plan from any other file. */
const isPlan = (value: unknown): value is Plan => {
  if (typeof value !== 'object' || value === null) return false;
  const { seed, town, happenings } = value as Readonly<Record<string, unknown>>;
  if (typeof seed !== 'number' || typeof town !== 'object' || town === null) return false;
  const { devices, gateways, walks } = town as Readonly<Record<string, unknown>>;
  if (!Array.isArray(devices) || !Array.isArray(gateways) || !(walks instanceof Map)) return false;
  return Array.isArray(happenings) && happenings.every(isHappening);
};

const isHappening = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && 'atMs' in value && typeof value.atMs === 'number';

const encoded = (_key: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return { hex: value.toHex() };
  return value instanceof Map ? { pairs: [...(value as ReadonlyMap<unknown, unknown>)] } : value;
};

const decoded = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('hex' in value && typeof value.hex === 'string') return Uint8Array.fromHex(value.hex);
  return 'pairs' in value && Array.isArray(value.pairs) ? new Map(value.pairs as readonly [unknown, unknown][]) : value;
};
