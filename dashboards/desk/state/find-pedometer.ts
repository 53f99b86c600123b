/** Find pedometer: the one pedometer that a clerk means by what they typed or scanned: a serial, a sticker's code or its number. */
import type { PedometerRow } from '../../../contract/register-pedometer.ts';
import { plainNumber } from '../view/typed-number.ts';
import { ask, type Asked } from './desk-client.ts';

export type FoundPedometer =
  | { readonly kind: 'one'; readonly pedometer: PedometerRow }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number }
  | Exclude<Asked<never>, { readonly kind: 'answered' }>;

export const findPedometer = async (typed: string): Promise<FoundPedometer> => {
  const query = plainNumber(typed).replace(/^AYMD\./i, '');
  if (query === '') return { kind: 'none' };
  const told = await ask('register/pedometers', { query: { query } });
  if (told.kind !== 'answered') return told;
  const rows = told.answer.pedometers;
  const bySerial = rows.find(({ device }) => device.toLowerCase() === query.toLowerCase());
  const meant = bySerial === undefined ? rows.filter(({ label }) => label === query) : [bySerial];
  const [first] = meant;
  if (first === undefined) return { kind: 'none' };
  return meant.length === 1 ? { kind: 'one', pedometer: first } : { kind: 'several', count: meant.length };
};
