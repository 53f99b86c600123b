/** SoakProgram: a cloud or a gateway as an operator starts it, in a process of its own, and what that process uses. */
import { fork, type ChildProcess } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../runtime/clock.ts';
import { withDeadline } from '../runtime/deadline.ts';
import { assert, OperatorError } from '../runtime/fault.ts';
import type { ProgramInsides } from './soak-probe.ts';

export interface ProgramReading extends ProgramInsides {
  /** Resident set. */
  readonly residentBytes: number;
  /** File descriptors: files, sockets, pipes. */
  readonly openFiles: number;
}

export interface SoakProgramOptions {
  readonly name: string;
  readonly command: 'cloud' | 'gateway';
  /** Written to a file in `directory`; JSON, which is YAML. */
  readonly config: object;
  readonly directory: string;
  readonly nodeOptions: readonly string[];
  /** What its environment has beside ours. */
  readonly environment: Readonly<Record<string, string>>;
}

const ayumi = join(import.meta.dirname, '..', 'ayumi.ts');
const probe = join(import.meta.dirname, 'soak-probe.ts');
/** Whoever has not answered by then hangs. */
const answerMs = 30_000;
const endMs = 30_000;
/** The end of what a program wrote to stderr: enough to see why it died. */
const complaintsMax = 4_000;

export class SoakProgram implements AsyncDisposable {
  readonly #options: SoakProgramOptions;
  #child: ChildProcess | undefined;
  #complaints = '';
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SoakProgramOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  async start(): Promise<void> {
    const { name, command, config, directory, nodeOptions, environment } = this.#options;
    const path = join(directory, `${name}.yaml`);
    await writeFile(path, JSON.stringify(config));
    const child = fork(ayumi, [command, '--config', path], {
      execArgv: [...nodeOptions, '--import', probe],
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A signal from the keyboard is for the soak, which ends its programs in order.
      detached: true,
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-complaintsMax);
    });
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
    this.#child = child;
  }

  /** Throws where the program has ended or hangs: nothing that follows would mean anything. */
  async reading(): Promise<ProgramReading> {
    const child = this.#alive();
    const insides = await this.#insides(child);
    const [status, files] = await Promise.all([
      readFile(`/proc/${child.pid}/status`, 'utf8'),
      readdir(`/proc/${child.pid}/fd`),
    ]);
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    return { ...insides, residentBytes: kibibytes * 1024, openFiles: files.length };
  }

  /** Settles when it has ended, for whatever reason. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** In order, as by systemd. Throws where it does not come to an orderly end. */
  async stop(): Promise<void> {
    const child = this.#alive();
    child.kill('SIGTERM');
    const ended = await withDeadline(this.#ended, endMs, systemClock);
    if (ended.kind === 'timeout' || child.exitCode !== 0) throw this.#failure('did not end in order');
  }

  /** At once where it still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #insides(child: ChildProcess): Promise<ProgramInsides> {
    const { promise, resolve, reject } = Promise.withResolvers<ProgramInsides>();
    const onMessage = (message: unknown): void => resolve(message as ProgramInsides);
    const onExit = (): void => reject(this.#failure('has ended by itself'));
    child.once('message', onMessage).once('exit', onExit);
    child.send('?');
    return withDeadline(promise, answerMs, systemClock)
      .then((answer) => {
        if (answer.kind === 'timeout') throw this.#failure('does not answer');
        return answer.value;
      })
      .finally(() => child.off('message', onMessage).off('exit', onExit));
  }

  #alive(): ChildProcess {
    assert(this.#child !== undefined, 'a program is looked at after its start');
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw this.#failure('has ended by itself');
    return this.#child;
  }

  #failure(what: string): OperatorError {
    const said = this.#complaints.trim();
    return new OperatorError(
      'soak-program',
      `${this.name} ${what}`,
      said === '' ? 'It said nothing.' : `It said: ${said}`,
    );
  }
}
