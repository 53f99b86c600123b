/** What `series check` promises on the command line: it says what differs, mends what it is told to, and its exit code says which. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { influx1Arguments } from '../ingest/series/influx1-server.ts';
import { dateAfter, sampleDay } from '../ingest/series/sample-day.ts';
import { freePort, TestServer, describeWithServer } from '../runtime/test-server.ts';
import { openStore } from './open-store.ts';
import { addSeriesCommand } from './series-command.ts';

let data = '';
let config = '';

const place = (port: number): void =>
  writeFileSync(
    config,
    `data: ${data}\nseries:\n  - { name: hours, kind: influx1, url: 'http://127.0.0.1:${port}' }\n`,
    { mode: 0o600 },
  );
const said = async (...words: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  addSeriesCommand(program);
  await program.parseAsync(['series', 'check', '--config', config, ...words], { from: 'user' });
  log.mockRestore();
  return lines.join('\n');
};
const exitCode = (): unknown => {
  const code = process.exitCode;
  process.exitCode = undefined;
  return code;
};

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'ayumi-series-check-'));
  config = join(data, 'cloud.yaml');
  using store = openStore({ data, zone: 'Asia/Tokyo' }, { make: true });
  const days = Array.from({ length: 30 }, (_, i) =>
    sampleDay({ device: 'A', date: dateAfter('2026-11-01', i), steps: [i] }),
  );
  await store.derivation.blocks.write(days);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(data, { recursive: true });
});

describeWithServer('influxd', 'series check', (found) => {
  test('tells the differing days, mends them, and then finds none', async () => {
    await using server = await TestServer.start(found, influx1Arguments());
    const { port } = server.place;
    place(port);
    expect(await said()).toContain('まだ届けていない日 30');
    expect(exitCode()).toBeUndefined();
    {
      // As if the feed had brought them all, to a server that has forgotten them.
      using store = openStore({ data, zone: 'Asia/Tokyo' });
      store.database
        .prepare('INSERT INTO series_cursor (store, change) VALUES (?, 30)')
        .run(`influx1 http://127.0.0.1:${port}/ayumi`);
    }
    const before = await said('--store', 'hours');
    expect(before.split('\n')[0]).toBe('hours');
    expect(before).toContain('(30 days differ: 60 points missing, 0 different, 0 surplus)');
    expect(before).toContain('2026-11-01 A: −2 ≠0 +0');
    expect(before).toContain('… 10');
    expect(exitCode()).toBe(1);
    expect(await said('--repair', '--from', '2026-11-11')).toContain('(rewritten; 0 days differ still)');
    expect(exitCode()).toBeUndefined();
    const json = JSON.parse(await said('--json')) as readonly { readonly differentDays: number }[];
    expect(json.map(({ differentDays }) => differentDays)).toEqual([10]);
    expect(exitCode()).toBe(1);
    await said('--repair');
    expect(await said()).toContain('違いはありません (no difference)');
    expect(exitCode()).toBeUndefined();
  });

  test('points of pedometers that the registry does not know are told, and stay until that is said, too', async () => {
    await using server = await TestServer.start(found, influx1Arguments());
    const { port } = server.place;
    place(port);
    await said();
    const written = await fetch(`http://127.0.0.1:${port}/write?db=ayumi&precision=ms`, {
      method: 'POST',
      body: `steps,device=THEIRS,seconds=3600 steps=5i ${Date.parse('2026-11-03T09:00:00+09:00')}`,
    });
    expect(written.status).toBe(204);
    const kept = await said('--repair');
    expect(kept).toContain('2026-11-03 THEIRS: −0 ≠0 +1');
    expect(kept).toContain('(1 of these days is of pedometers not in the registry');
    expect(kept).toContain('(rewritten; 1 day differs still)');
    expect(exitCode()).toBe(1);
    await expect(said('--clear-unknown')).rejects.toMatchObject({ code: 'clears-without-repair' });
    expect(await said('--repair', '--clear-unknown')).toContain('(rewritten; 0 days differ still)');
    expect(exitCode()).toBeUndefined();
    expect(await said()).toContain('違いはありません (no difference)');
  });
});

test('a store that is away, and one the config does not name, are told as what they are', async () => {
  place(await freePort());
  await expect(said()).rejects.toMatchObject({ code: 'series-away' });
  await expect(said('--store', 'days')).rejects.toMatchObject({ code: 'no-such-store', hint: 'There are: hours' });
  // A slip that would find no difference in nothing.
  const turned = said('--from', '2026-11-30', '--to', '2026-11-01');
  await expect(turned).rejects.toMatchObject({ code: 'ends-before-it-begins' });
});
