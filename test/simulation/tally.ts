/** Tally: what has been tried: seeds, simulated time, and faults injected by kind. */
import type { SeedResult } from './seed-result.ts';

export class Tally {
  readonly #counts = new Map<string, number>();
  seeds = 0;
  virtualDays = 0;
  readonly wrongSeeds: number[] = [];

  add({ seed, wrongs, counts, virtualDays }: SeedResult): void {
    this.seeds += 1;
    this.virtualDays += virtualDays;
    if (wrongs.length > 0) this.wrongSeeds.push(seed);
    for (const [kind, count] of Object.entries(counts)) this.#counts.set(kind, this.count(kind) + count);
  }

  count(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  get kinds(): readonly string[] {
    return [...this.#counts.keys()].sort();
  }

  /** A table for people. */
  lines(): readonly string[] {
    const years = (this.virtualDays / 365.25).toFixed(1);
    const rows = this.kinds.map((kind) => `  ${kind.padEnd(26)} ${this.count(kind).toLocaleString('en').padStart(10)}`);
    const wrong = `${this.wrongSeeds.length} went wrong`;
    return [`${this.seeds.toLocaleString('en')} seeds, ${years} simulated years, ${wrong}`, ...rows];
  }
}
