/** Random: seeded chance as an argument; the same seed tells the same story. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [least, most]. */
  int(least: number, most: number): number;
  /** Normally distributed with mean 0 and deviation 1. */
  normal(): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** A stream of its own, told apart by `name`, that does not disturb this one. */
  fork(name: string): Random;
}

/** The generator starts from a nearly empty state: its first numbers lie close to 0 and 1 whatever the seed. */
const warmUpDraws = 24;

export const seededRandom = (seed: number): Random => {
  const generator = xoroshiro128plus(scattered(seed));
  for (let i = 0; i < warmUpDraws; i++) generator.next();
  const next = (): number => (generator.next() >>> 0) / 2 ** 32;
  return {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    fork: (name) => seededRandom(hash(`${seed}/${name}`)),
  };
};

/** The finaliser of MurmurHash3: seeds and hashes that differ in one bit differ in half of them afterwards. */
const scattered = (seed: number): number => {
  let value = seed | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
};

/** FNV-1a, to spread names over seeds. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
};
