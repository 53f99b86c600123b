/** ProgramProcess: one of the services as an operator starts it, to be killed without a word and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../ayumi.ts');
/** Nobody's processes stay behind: a program ends at once when whoever started it, and so its stdin, is gone. Its threads load this too. */
const leash = `import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL')).resume().unref();`;

/** How a program is started where that is not just by name. */
export interface Launch {
  /** What runs it, and stays the same process: `nsenter …`, `strace -D …`. */
  readonly through?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It is no surprise when it ends by itself. */
  readonly mayEnd?: boolean;
}

export class ProgramProcess implements AsyncDisposable {
  readonly #name: 'cloud' | 'gateway' | 'points';
  readonly #directory: string;
  readonly #launch: Launch;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  /** Everything the program wrote to stderr, and ends nobody asked for. */
  #complaints = '';
  #isBroken = false;
  #isAsked = false;
  #code: number | null = null;

  constructor(name: 'cloud' | 'gateway' | 'points', directory: string, launch: Launch = {}) {
    this.#name = name;
    this.#directory = directory;
    this.#launch = launch;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** It has ended by itself. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Settles when it is gone, however that came about. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  get complaints(): string {
    return this.#complaints;
  }

  /** `config` is JSON, which is YAML. Compiled code is kept in the directory's `compiled`, as programs start often. */
  start(config: object, compiled: string, launch: Launch = this.#launch): void {
    const configPath = join(this.#directory, `${this.#name}.yaml`);
    writeFileSync(configPath, JSON.stringify(config));
    const preload = `data:text/javascript,${encodeURIComponent(leash)}`;
    const { through = [], env = {}, mayEnd = false } = launch;
    const node = [process.execPath, '--import', preload, program, this.#name, '--config', configPath];
    const [file = process.execPath, ...args] = [...through, ...node];
    const child = spawn(file, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...env },
    });
    child.stderr.on('data', (text: Buffer) => (this.#complaints += text.toString()));
    this.#child = child;
    this.#isAsked = false;
    this.#ended = new Promise<void>((resolve) =>
      child.once('exit', (code, signal) => {
        const isExpected = signal === 'SIGKILL' || this.#isAsked;
        this.#code = code;
        this.#isBroken ||= !isExpected && !mayEnd;
        if (!isExpected) this.#complaints += `${this.#name} ended by itself: ${code ?? signal}\n`;
        resolve();
      }),
    );
  }

  /** Stands still where it is, and later goes on as if nothing had been: a stalled card, a paused machine. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** At once, as by a power cut; settles when it is gone. Harmless when it is dead already. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** As a supervisor ends it; settles when it is gone, with its exit code, null where it had to be killed. */
  async end(): Promise<number | null> {
    this.#isAsked = true;
    this.#child?.kill('SIGTERM');
    await this.#ended;
    return this.#code;
  }

  /** Asked twice before it could even begin to end: equal signals would be one, and it stands still so that both wait for it. */
  async endAtOnce(): Promise<number | null> {
    this.#isAsked = true;
    this.freeze();
    this.#child?.kill('SIGINT');
    this.#child?.kill('SIGTERM');
    this.thaw();
    await this.#ended;
    return this.#code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
