/** Machine: a computer of the simulated world: its clock, its disk, and the one program that runs on it until it dies. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../../runtime/clock.ts';
import { messageOf } from '../../../runtime/fault.ts';
import type { Log } from '../../../runtime/log.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Service } from '../../../runtime/service.ts';
import type { Story } from './story.ts';
import { VirtualDisk } from './virtual-disk.ts';
import type { Perform, TimeOwner, VirtualTime } from './virtual-time.ts';

/** One life of a machine's program. What a dead life does is done in the void: nobody hears it and no disk keeps it. */
export interface Life extends TimeOwner {
  readonly machine: Machine;
  readonly number: number;
  readonly isDead: boolean;
}

export interface DeathToCome {
  /** At the n-th such moment from now. */
  readonly points: number;
  /** Undefined: at any. */
  readonly at: PointKind | undefined;
  readonly how: 'killed' | 'power';
  readonly downMs: number;
}

export type Program = Service;
export type MakeProgram = (life: Life) => Program;

export interface MachineOptions {
  readonly name: string;
  readonly time: VirtualTime;
  readonly story: Story;
  readonly random: Random;
  /** For its files. */
  readonly directory: string;
  readonly makeProgram: MakeProgram;
  readonly onDeath: () => void;
}

const tedious = ['the radio is silent', 'job done', 'ledger open', 'roster', 'standing of the clock', 'visit done'];
/** What a program is doing when it dies. */
export const pointKinds = ['statement', 'commit', 'committed', 'sleep', 'radio', 'publish', 'feed'] as const;
export type PointKind = (typeof pointKinds)[number];

/** A program believes a clock that was wrong some minutes after it is right again, and looks only so often. */
const doubtMs = 3 * 3_600_000;
/** systemd waits so long before it starts a failed service again. */
const restartMs = 5_000;

/** Whose life it is that some code belongs to, across every await. */
export const lifeOf = new AsyncLocalStorage<Life>();

/** Does something as that life would, and lets its machine's program end where it throws. */
export const inLife = (life: Life, act: () => void): void => {
  lifeOf.run(life, () => {
    try {
      act();
    } catch (error) {
      if (!life.isDead) life.machine.failed(error);
    }
  });
};

const isLife = (owner: TimeOwner | undefined): owner is Life => owner !== undefined && 'machine' in owner;

/** For a world's time. */
export const performInLife: Perform = (owner, act) => {
  if (isLife(owner)) inLife(owner, act);
  else act();
};

export class Machine {
  readonly name: string;
  readonly disk: VirtualDisk;
  readonly #options: MachineOptions;
  #lives = 0;
  #life: (Life & { isDead: boolean; isFrozen: boolean }) | undefined;
  #program: Program | undefined;
  #armed: (DeathToCome & { points: number }) | undefined;
  /** Nobody starts it again before this. */
  #downUntilMs = 0;
  /** Its clock shows this much more than the truth. */
  clockOffMs = 0;
  /** What its time service says. */
  isClockVouchedFor = true;
  #clockRightSinceMs = -Infinity;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.name = options.name;
    const { random, directory } = options;
    this.disk = new VirtualDisk({ directory, random: random.fork('disk'), point: (kind) => this.point(kind) });
  }

  setClock(offMs: number, isVouchedFor: boolean): void {
    if (this.clockOffMs !== 0 && offMs === 0) this.#clockRightSinceMs = this.#options.time.nowMs;
    this.clockOffMs = offMs;
    this.isClockVouchedFor = isVouchedFor;
  }

  /** It shows the truth, and its program has had the time to believe it again. */
  get isClockRight(): boolean {
    const sinceMs = this.#options.time.nowMs - this.#clockRightSinceMs;
    return this.clockOffMs === 0 && this.isClockVouchedFor && sinceMs > doubtMs;
  }

  get life(): Life | undefined {
    return this.#life;
  }

  get isUp(): boolean {
    return this.#program !== undefined && this.#life?.isFrozen === false;
  }

  /** Starts its program, now. */
  async start(): Promise<void> {
    if (this.#life !== undefined) return;
    const life = { machine: this, number: ++this.#lives, isDead: false, isFrozen: false };
    this.#life = life;
    await lifeOf.run(life, async () => {
      const program = this.#options.makeProgram(life);
      try {
        await program.start(new AbortController().signal);
        if (!life.isDead) this.#program = program;
        else await bury(program);
      } catch (error) {
        if (!life.isDead) this.failed(error);
        await bury(program);
      }
    });
  }

  /** An orderly stop. */
  async stop(): Promise<void> {
    const program = this.#program;
    const life = this.#life;
    this.#program = undefined;
    if (program !== undefined && life !== undefined) await lifeOf.run(life, () => program[Symbol.asyncDispose]());
    if (life !== undefined) life.isDead = true;
    this.#life = undefined;
  }

  dieSoon(death: DeathToCome): void {
    this.#armed = { ...death };
  }

  dieInNextCommit(downMs: number): void {
    this.disk.cutInNextCommit(() => this.die('power', downMs));
  }

  /** A moment at which it may die. */
  point(kind: PointKind): void {
    const armed = this.#armed;
    if (armed === undefined || this.#life === undefined || (armed.at ?? kind) !== kind) return;
    armed.points -= 1;
    if (armed.points > 0) return;
    this.#options.story.happened(`death at a ${kind}`, this.name, `dies at a ${kind}`);
    this.die(armed.how, armed.downMs);
  }

  /** At once; it is started again after `downMs`. */
  die(how: 'killed' | 'power', downMs: number): void {
    const { time, story, onDeath } = this.#options;
    const life = this.#life;
    if (life === undefined) return;
    story.happened(how === 'killed' ? 'process killed' : 'power cut', this.name, `${how}, down for ${spoken(downMs)}`);
    this.#armed = undefined;
    this.disk.die(how);
    life.isDead = true;
    life.isFrozen = false;
    this.#life = undefined;
    const program = this.#program;
    this.#program = undefined;
    onDeath();
    if (program !== undefined) lifeOf.run(life, () => void bury(program));
    this.#downUntilMs = Math.max(this.#downUntilMs, time.nowMs + downMs);
    time.at(this.#downUntilMs, () => void this.start());
  }

  /** Its program ended by an error of its own: the supervisor starts it again. */
  failed(error: unknown): void {
    this.#options.story.happened('program ended', this.name, `ended by: ${messageOf(error)}`);
    this.die('killed', restartMs);
  }

  freeze(durationMs: number): void {
    const life = this.#life;
    if (life === undefined || life.isFrozen) return;
    life.isFrozen = true;
    this.#options.story.happened('frozen', this.name, `frozen for ${spoken(durationMs)}`);
    this.#options.time.after(durationMs, () => {
      life.isFrozen = false;
    });
  }

  thaw(): void {
    if (this.#life !== undefined) this.#life.isFrozen = false;
  }

  /** Nothing of what was to come comes any more. */
  disarm(): void {
    this.#armed = undefined;
    this.#downUntilMs = 0;
    this.disk.disarm();
  }

  /** The clock its program sees: wall time may be wrong, and time stands still once it is dead. */
  clock(life: Life): Clock {
    const { time } = this.#options;
    const bornMs = time.nowMs;
    return {
      wallMs: () => Math.floor(time.nowMs + this.clockOffMs),
      monotonicMs: () => time.nowMs - bornMs,
      sleep: (durationMs, signal) =>
        new Promise((resolve) => {
          if (!life.isDead) this.point('sleep');
          if (signal?.aborted === true) {
            resolve();
            return;
          }
          const callOff = life.isDead ? () => undefined : time.after(durationMs, wake, life);
          signal?.addEventListener('abort', wake, { once: true });
          function wake(): void {
            callOff();
            signal?.removeEventListener('abort', wake);
            resolve();
          }
        }),
    };
  }

  /** Its log, told in the story, without what it says all the time. */
  log(life: Life): Log {
    const { story } = this.#options;
    const write = (level: string) => (first: unknown, second?: unknown) => {
      if (life.isDead) return;
      const words = typeof first === 'string' ? first : `${String(second)} ${JSON.stringify(first)}`;
      if (tedious.some((each) => words.startsWith(each))) return;
      story.tell(this.name, `${level} ${words}`);
    };
    return { debug: () => undefined, info: write('info'), warn: write('warn'), error: write('error') } as Log;
  }
}

/** Ends a program that is dead already; whatever it says of that is no news. */
const bury = async (program: Program): Promise<void> => {
  try {
    await program[Symbol.asyncDispose]();
  } catch {
    // It writes to files that have been taken from it.
  }
};

const spoken = (ms: number): string => {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
};
