/** PIN hash: how a PIN is kept: not itself, but what only trying tells, and trying is slow. */
import { scrypt } from 'node:crypto';
import { z } from 'zod';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { sameBytes } from '../../runtime/same-bytes.ts';

const hashBytes = 32;
const saltBytes = 16;
/** A PIN is short, so each try is made dear, in time more than in the memory of a small computer: 0.2 s and 16 MiB here. */
const cost = { cost: 2 ** 14, blockSize: 8, parallelization: 5 } as const;
/** A file that asks for more than this would stand in the way of the gateway's own work. */
const costMax = 2 ** 18;

const base64 = (bytes: number) => z.base64().refine((text) => Uint8Array.fromBase64(text).length === bytes);

export const pinHashSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('scrypt'),
  cost: z.int().min(2).max(costMax),
  blockSize: z.int().min(1).max(32),
  parallelization: z.int().min(1).max(8),
  salt: base64(saltBytes),
  hash: base64(hashBytes),
});
export type PinHash = Readonly<z.infer<typeof pinHashSchema>>;

export const hashPin = async (pin: string, random: RandomBytes): Promise<PinHash> => {
  const salt = Buffer.from(random(saltBytes));
  const hash = await derive(pin, salt, cost);
  return { v: 1, kind: 'scrypt', ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
};

/** In a time that tells nothing of the PIN. */
export const isPin = async (pin: string, kept: PinHash): Promise<boolean> =>
  sameBytes(await derive(pin, Buffer.from(kept.salt, 'base64'), kept), Buffer.from(kept.hash, 'base64'));

type Cost = Pick<PinHash, 'cost' | 'blockSize' | 'parallelization'>;

/** On a thread of its own: visits go on meanwhile. */
const derive = (pin: string, salt: Uint8Array, { cost, blockSize, parallelization }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const maxmem = 2 * 128 * blockSize * (cost + parallelization);
    scrypt(pin, salt, hashBytes, { cost, blockSize, parallelization, maxmem }, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
