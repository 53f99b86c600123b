/** Bench: day totals handed on in each form: rows a second, memory, and for how long nothing else had a turn. `node bench/records.ts [rows]` */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportBodySchema } from '../contract/records-export.ts';
import { recordFormats } from '../contract/records-terms.ts';
import { rowsPerTurn } from '../ingest/records/record-page.ts';
import { RecordExporter } from '../ingest/records/record-exporter.ts';
import { systemClock } from '../runtime/clock.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import { firstDate, lastDateOf, makeRecords } from './records-town.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const told = (value: number): string => Math.round(value).toLocaleString('en-US');
const looksEveryMs = 50;

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
  readonly pauseMs: number;
  readonly turnCpuMs: number;
}

/** Whoever takes it is as slow as a disk: a turn for every piece. */
const measured = async (work: (sink: Writable) => Promise<void>): Promise<Measured> => {
  let bytes = 0;
  const sink = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      bytes += chunk.byteLength;
      setImmediate(done);
    },
  });
  // Of this thread, between two turns of the event loop: on a busy machine a pause by the clock tells of others too.
  let [turnCpuMs, isDone] = [0, false];
  const cpuMs = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const watchTurns = (since: number): void => {
    const now = cpuMs();
    turnCpuMs = Math.max(turnCpuMs, now - since);
    if (!isDone) setImmediate(watchTurns, now);
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), looksEveryMs);
  const [startedMs, cpu] = [systemClock.monotonicMs(), process.cpuUsage()];
  delay.enable();
  watchTurns(cpuMs());
  await work(sink);
  isDone = true;
  delay.disable();
  clearInterval(look);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (systemClock.monotonicMs() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: bytes / 1e6,
    peakMegabytes: peak / 1e6,
    pauseMs: delay.max / 1e6,
    turnCpuMs,
  };
};

const line = (
  name: string,
  { seconds, cpuSeconds, megabytes, peakMegabytes, pauseMs, turnCpuMs }: Measured,
  plain?: Measured,
): void => {
  const ratio = plain === undefined ? '' : ` | ${(plain.cpuSeconds / cpuSeconds).toFixed(2)} of plain by CPU`;
  console.log(
    `records  | ${name.padEnd(9)} ${told(rows / seconds).padStart(9)} rows/s, ${cpuSeconds.toFixed(1)} CPU s, ${told(megabytes)} MB written` +
      ` | memory at most ${told(peakMegabytes)} MB | longest pause ${pauseMs.toFixed(1)} ms, longest turn ${turnCpuMs.toFixed(1)} ms of CPU${ratio}`,
  );
};

const folder = mkdtempSync(join(tmpdir(), 'ayumi-bench-records-'));
const store = makeRecords(folder, rows);
try {
  const exporter = new RecordExporter({ store, clock: systemClock, randomBytes: systemBytes });
  const plain = await measured((sink) => {
    const all = store.database.prepare('SELECT * FROM day_total ORDER BY date, participant');
    const pieces = function* () {
      let lines: string[] = [];
      for (const row of all.iterate()) {
        if (lines.push(JSON.stringify(row)) < rowsPerTurn) continue;
        yield lines.join('\n');
        lines = [];
      }
      yield lines.join('\n');
    };
    return pipeline(Readable.from(pieces()), sink);
  });
  line('plain', plain);
  for (const format of recordFormats) {
    const asked = { what: 'days', format, from: firstDate, to: lastDateOf(rows), recipient: format, reason: 'bench' };
    const ordered = exporter.order(
      exportBodySchema.parse({ ...asked, actor: 'bench', requestId: randomUUID() }),
      'command',
    );
    const known = ordered.kind === 'ordered' ? exporter.log.get(Number(ordered.id)) : undefined;
    if (known === undefined) throw new Error(`${format} was not ordered`);
    let count = 0;
    const chunks = exporter.chunks(known, (sofar) => (count = sofar));
    const took = await measured((sink) => pipeline(Readable.from(chunks), sink));
    if (count !== rows) throw new Error(`${format}: ${count} of ${rows} rows`);
    line(format, took, plain);
  }
} finally {
  store[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
}
