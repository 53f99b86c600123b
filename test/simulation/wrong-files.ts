/** Wrong files: story and plan of every seed that went wrong, as it was at first, then as little of it as goes wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, OperatorError } from '../../runtime/fault.ts';
import type { SeedResult } from './seed-result.ts';

export class WrongFiles {
  readonly #folder: string;
  readonly #mutant: string | undefined;
  readonly #filed = new Set<number>();
  readonly #shrunk = new Set<number>();

  constructor(folder: string, mutant: string | undefined) {
    this.#folder = folder;
    this.#mutant = mutant;
  }

  /** Whole, as soon as it went wrong. Returns a line for people. Throws OperatorError `swarm-out`. */
  file(result: SeedResult): string {
    const path = this.#write(result, 'the plan is whole, not shrunk');
    this.#filed.add(result.seed);
    return `seed ${result.seed} is filed: ${path}.txt and ${path}.json`;
  }

  /** In place of the whole one. Throws OperatorError `swarm-out`. */
  replace(shrunk: SeedResult): string {
    const path = this.#write(shrunk, 'the plan is shrunk to what it takes');
    this.#shrunk.add(shrunk.seed);
    return `seed ${shrunk.seed} is shrunk: ${path}.txt and ${path}.json`;
  }

  /** What is in the folder now. */
  line(): string {
    const { size } = this.#filed;
    return `${size} that went wrong, with story and plan, ${size === 1 ? 'is' : 'are'} in ${this.#folder}/; ${this.#shrunk.size} shrunk`;
  }

  #write({ seed, wrongs, story, plan = '' }: SeedResult, extent: string): string {
    const path = join(this.#folder, `seed-${seed}`);
    const sentences = new Set(wrongs.map(({ promise, sentence }) => `${promise}: ${sentence}`));
    const mutant = this.#mutant === undefined ? '' : ` --mutant "${this.#mutant}"`;
    const again = [
      `to see it again (${extent}): npm run swarm -- --plan "${path}.json"${mutant}`,
      `or, all of it: npm run swarm -- --story ${seed}${mutant}`,
    ];
    const lines = [...sentences, '', ...again, '', ...story];
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(`${path}.txt`, `${lines.join('\n')}\n`);
      writeFileSync(`${path}.json`, plan);
    } catch (cause) {
      const sentence = `Cannot write ${path}: ${messageOf(cause)}`;
      throw new OperatorError('swarm-out', sentence, 'Name another folder with --out.', { cause });
    }
    return path;
  }
}
