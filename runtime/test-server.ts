/** Test servers: real programs of the machine (brokers, stores, a browser) that some tests run against, or say they could not. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'vitest';

export type ServerName =
  'mosquitto' | 'influxd' | 'victoria-metrics' | 'prometheus' | 'promtool' | 'chromium' | 'openssl';
/** Programs by which a test spoils another one's world. */
export type SpoilerName = 'strace' | 'faketime' | 'nft' | 'ip' | 'mkfs.xfs' | 'mount';

/** The Debian package each program comes in. */
const packages: Readonly<Record<ServerName | SpoilerName, string>> = {
  mosquitto: 'mosquitto',
  influxd: 'influxdb',
  'victoria-metrics': 'victoria-metrics',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  chromium: 'chromium',
  openssl: 'openssl',
  strace: 'strace',
  faketime: 'faketime',
  nft: 'nftables',
  ip: 'iproute2',
  'mkfs.xfs': 'xfsprogs',
  mount: 'mount',
};

/** Daemons live in sbin, which is not in everybody's PATH. */
const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/bin', '/usr/local/bin'];

export interface FoundServer {
  readonly path: string;
}

export const findServer = (name: ServerName | SpoilerName): FoundServer | undefined => {
  const path = places
    .filter((place) => place !== '')
    .map((place) => join(place, name))
    .find(isExecutable);
  return path === undefined ? undefined : { path };
};

/**
 * `describe` for tests that need the program. Without it they are reported as skipped with the line that installs it, or
 * as failed when REQUIRE_SERVERS=1: a run that skipped them is not green.
 */
export const describeWithServer = (name: ServerName, title: string, body: (server: FoundServer) => void): void => {
  const server = findServer(name);
  if (server !== undefined) describe(title, () => body(server));
  else describeUnless(lackOf(name), title, () => undefined);
};

/** What is missing of these programs, and how to get it; undefined where all are there. */
export const lackOf = (...names: readonly (ServerName | SpoilerName)[]): string | undefined => {
  const missing = names.filter((name) => findServer(name) === undefined);
  if (missing.length === 0) return undefined;
  const wanted = [...new Set(missing.map((name) => packages[name]))];
  return `needs ${missing.join(', ')}: apt-get install ${wanted.join(' ')}`;
};

/** `describe` for tests of which something may be `lacking`; then that is said as for a missing program. */
export const describeUnless = (lacking: string | undefined, title: string, body: () => void): void => {
  if (lacking === undefined) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    const run = process.env['REQUIRE_SERVERS'] === '1' ? test : test.skip;
    run(lacking, () => {
      throw new Error(lacking);
    });
  });
};

export interface ServerPlace {
  readonly port: number;
  /** A fresh folder of the server's own, gone when it is disposed of. */
  readonly directory: string;
}

/** Starting takes well under a second; a machine busy with other tests gets thirty. */
const readyAttemptsMax = 600;
const readyWaitMs = 50;

/** One program under test: started on a free port of localhost, killed and started again on the same one as a test likes. */
export class TestServer implements AsyncDisposable {
  readonly place: ServerPlace;
  readonly #path: string;
  readonly #args: (place: ServerPlace) => readonly string[];
  #process: ChildProcess | undefined;

  private constructor(path: string, place: ServerPlace, args: (place: ServerPlace) => readonly string[]) {
    this.#path = path;
    this.place = place;
    this.#args = args;
  }

  /** Resolves when the program accepts connections on `place.port`. Rejects when it ends before that. */
  static async start(server: FoundServer, args: (place: ServerPlace) => readonly string[]): Promise<TestServer> {
    const directory = mkdtempSync(join(tmpdir(), 'ayumi-server-'));
    const started = new TestServer(server.path, { port: await freePort(), directory }, args);
    await started.restart();
    return started;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it (again); one that runs is stopped first. */
  async restart(): Promise<void> {
    await this.stop();
    const child = spawn(this.#path, [...this.#args(this.place)], { cwd: this.place.directory, stdio: 'ignore' });
    const over = new AbortController();
    child.once('error', () => over.abort()).once('exit', () => over.abort());
    this.#process = child;
    for (let attempt = 0; attempt < readyAttemptsMax; attempt++) {
      if (await accepts(this.place.port)) return;
      if (over.signal.aborted) break;
      await delay(readyWaitMs);
    }
    await this.stop();
    throw new Error(`${this.#path} did not come up on port ${this.place.port}`);
  }

  /** Ends exactly the process we started, by `SIGTERM` or the signal given, and waits for it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.place.directory, { recursive: true, force: true });
  }
}

/** A port of localhost nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
