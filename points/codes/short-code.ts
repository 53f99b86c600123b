/** Short code: what a clerk types when the QR code cannot be read: 11 symbols of pure chance and one that catches a slip. Pure. */
import { decoded, fault, type Decoded } from '../../contract/decoded.ts';
import { crockfordSymbols, readTyped } from './crockford.ts';

/** 55 bits: at ten guesses a second a thousand valid codes are not met in a million years. */
export const shortChanceLength = 11;
export const shortCodeLength = shortChanceLength + 1;
const symbolsPerBlock = 4;

export const shortCodeFaults = ['not-a-code', 'mistyped'] as const;
export type ShortCodeFault = (typeof shortCodeFaults)[number];

/** `chance`: 11 random bytes. */
export const makeShortCode = (chance: Uint8Array): string => {
  const values = [...chance.subarray(0, shortChanceLength)].map((byte) => byte & 31);
  const check = times2(weighed(values));
  return [...values, check].map((value) => crockfordSymbols.charAt(value)).join('');
};

/** The code as it is kept, without dashes. One wrong symbol, or any two exchanged, are `mistyped`. */
export const readShortCode = (text: string): Decoded<string, ShortCodeFault> => {
  const typed = readTyped(text);
  if (typed?.length !== shortCodeLength) return fault('not-a-code');
  const isRight = weighed(Array.from(typed, (symbol) => crockfordSymbols.indexOf(symbol))) === 0;
  return isRight ? decoded(typed) : fault('mistyped');
};

/** `7K3M9QXA1BCD` → `7K3M-9QXA-1BCD`. */
export const showShortCode = (code: string): string =>
  Array.from({ length: code.length / symbolsPerBlock }, (_, block) =>
    code.slice(block * symbolsPerBlock, (block + 1) * symbolsPerBlock),
  ).join('-');

/**
 * The values as digits of a number in the field of 32 elements, to the base 2: every place weighs differently, so a
 * change in one place, or two unlike values exchanged, never weigh the same.
 */
const weighed = (values: readonly number[]): number => values.reduce((sum, value) => times2(sum) ^ value, 0);

/** Modulo x⁵ + x² + 1. */
const times2 = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);
