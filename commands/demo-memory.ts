/** Demo memory: what a demo remembers of itself, so that a kept one goes on where it was stopped, and tells the same story of what was. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { deviceSerialSchema, type DeviceSerial } from '../contract/ids.ts';
import { localDate } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';

/** People have walked so long before the demo's first day, so that the first visits bring something. */
const walkedDays = 14;
/** A new one begins so long ago that it reaches today while somebody watches. */
const agoMs = 60 * 86_400_000;

const storySchema = z.strictObject({
  seed: z.int(),
  people: z.int(),
  centres: z.int(),
  steps: z.string().nullable(),
  firstDate: z.iso.date(),
  stoppedMs: z.number(),
  /** Batteries that were changed: a simulated pedometer does not remember it by itself. */
  swaps: z.array(z.strictObject({ device: deviceSerialSchema, atMs: z.number() })).default([]),
});
export type DemoStory = z.infer<typeof storySchema>;

export interface NewDemo extends Pick<DemoStory, 'seed' | 'people' | 'centres'> {
  readonly steps?: string;
  readonly zone: string;
}

const wishes = ['people', 'centres', 'seed', 'steps'] as const;

/** What somebody has said themselves; what was left out is no wish. */
export type AskedDemo = Partial<Pick<NewDemo, (typeof wishes)[number]>>;

export interface DifferingWish {
  readonly option: (typeof wishes)[number];
  readonly wanted: string;
  readonly held: string;
}

export class DemoMemory {
  /** It goes on where it was stopped. */
  readonly isKept: boolean;
  readonly #path: string;
  #story: DemoStory;

  private constructor(path: string, story: DemoStory, isKept: boolean) {
    this.#path = path;
    this.isKept = isKept;
    this.#story = story;
  }

  /** The demo in the folder `data`, or a new one. Throws OperatorError `demo-unreadable` or `not-a-demo`. */
  static recall(data: string, begun: NewDemo): DemoMemory {
    const path = join(data, 'demo.json');
    if (existsSync(path)) {
      const kept = storySchema.safeParse(readJson(path));
      if (kept.success) return new DemoMemory(path, kept.data, true);
      throw new OperatorError(
        'demo-unreadable',
        `${path} is not what a demo writes`,
        'Start with --fresh to begin anew.',
      );
    }
    if (existsSync(join(data, 'cloud.sqlite'))) {
      throw new OperatorError(
        'not-a-demo',
        `${data} holds data of a real cloud`,
        'Name another directory with --data.',
      );
    }
    const startMs = Date.now() - agoMs;
    const firstDate = localDate(startMs, begun.zone).subtract({ days: walkedDays }).toString();
    const { seed, people, centres, steps = null } = begun;
    const story = { seed, people, centres, steps, firstDate, stoppedMs: startMs, swaps: [] };
    return new DemoMemory(path, story, false);
  }

  /** What was asked for beside a kept demo, which stays as it was begun: `--people 60`, and what it has instead. */
  differing(asked: AskedDemo): readonly DifferingWish[] {
    if (!this.isKept) return [];
    return wishes.flatMap((option) => {
      const [wanted, held] = [asked[option], this.#story[option]];
      return wanted === undefined || wanted === held
        ? []
        : [{ option, wanted: String(wanted), held: String(held ?? '-') }];
    });
  }

  get story(): DemoStory {
    return this.#story;
  }

  swapped(device: DeviceSerial, atMs: number): void {
    this.#story = { ...this.#story, swaps: [...this.#story.swaps, { device, atMs }] };
    this.keep(atMs);
  }

  /** It is `nowMs` in the demo. */
  keep(nowMs: number): void {
    this.#story = { ...this.#story, stoppedMs: nowMs };
    writeFileSync(this.#path, `${JSON.stringify(this.#story)}\n`);
  }
}

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};
