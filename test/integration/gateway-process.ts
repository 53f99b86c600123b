/** GatewayProcess: the gateway program as a process of its own, to be killed at the worst moments and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'gateway/main.ts');
const pageFolder = join(root, 'dashboards/dist');

export class GatewayProcess implements AsyncDisposable {
  readonly #configPath: string;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  /** `config` is JSON, which is YAML. */
  constructor(directory: string, config: object) {
    this.#configPath = join(directory, 'gateway.yaml');
    writeFileSync(this.#configPath, JSON.stringify(config));
  }

  start(): void {
    const script = `
      import { runGateway } from ${JSON.stringify(program)};
      const life = new AbortController();
      process.once('SIGTERM', () => life.abort());
      const pages = { pageFolder: ${JSON.stringify(pageFolder)}, print: () => undefined };
      await runGateway(${JSON.stringify(this.#configPath)}, pages, life.signal);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
  }

  /** At once, as by a power cut. Harmless when it is dead already. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** In order. Answers the exit code, null where it had been killed. */
  async stop(): Promise<unknown> {
    this.#child?.kill('SIGTERM');
    return this.#ended;
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.#ended;
  }
}
