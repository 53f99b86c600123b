/** What `quarantine` promises after a gateway gone mad: a list that ends, and discarding by who sent it, counted before it is done. */
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deviceSerialSchema } from '../contract/ids.ts';
import { replayJournal } from '../ingest/replay-journal.ts';
import { dayMs, device, epochOne, firstDayMs, gateway, zone } from '../ingest/sample-cloud.ts';
import { SampleStore, southGateway } from '../ingest/sample-store.ts';
import { sampleVisit } from '../ingest/sample-walk.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { addQuarantineCommand } from './quarantine-command.ts';

const mad = 120;
const others = 3;
let sample: SampleStore;

const bring = (n: number, by: typeof gateway): void => {
  const stranger = { ...device, serial: deviceSerialSchema.parse(`AYM-${1000 + n}`) };
  sample.bring([sampleVisit(stranger, [epochOne(2)], { atMs: firstDayMs + dayMs, from: 0 })], by);
};

beforeEach(() => {
  sample = new SampleStore(firstDayMs + 2 * dayMs);
  for (let n = 0; n < others; n++) bring(n, southGateway);
  for (let n = others; n < mad + others; n++) bring(n, gateway);
});
afterEach(() => sample[Symbol.dispose]());

const said = async (...words: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  const place = { data: sample.folder, zone };
  addQuarantineCommand(program, (command) =>
    command.hook('preAction', (_of, asked) => {
      for (const [name, value] of Object.entries(place)) asked.setOptionValue(name, value);
    }),
  );
  try {
    await program.parseAsync(['quarantine', ...words], { from: 'user' });
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
};
const itemsIn = (text: string): number => text.split('\n').filter((line) => /^\d+\tunknown-device/.test(line)).length;
const counts = (): unknown =>
  Object.fromEntries(
    sample.store.database
      .prepare('SELECT state, count(*) AS n FROM quarantine GROUP BY state')
      .all()
      .map((row) => [row['state'], row['n']]),
  );

test('a long list ends, with the count of the rest by what and by whom; a filter narrows it', async () => {
  const all = await said('list');
  expect(itemsIn(all)).toBe(50);
  expect(all).toContain(`${mad + others - 50} more`);
  expect(all).toContain(`${mad}\tunknown-device\t${gateway}`);
  const south = await said('list', '--gateway', southGateway);
  expect(itemsIn(south)).toBe(others);
  expect(south).not.toContain('more');
  expect(itemsIn(await said('list', '--device', 'AYM-1005', '--for', 'unknown-device'))).toBe(1);
  expect(itemsIn(await said('list', '--for', 'bad-tag'))).toBe(0);
  expect(itemsIn(await said('list', '--limit', '200'))).toBe(mad + others);
});

test('many are counted first, and then just those are discarded, each by a word of its own that a replay repeats', async () => {
  const asked = ['discard', '--gateway', gateway, '--for', 'unknown-device', '--reason', 'a gateway gone mad'];
  const counted = await said(...asked);
  expect(counted).toContain(`${mad} 件です。まだ何も捨てていません`);
  expect(counts()).toEqual({ waiting: mad + others });
  const through = /--through (\d+)/.exec(counted)?.[1] ?? '';
  bring(999, gateway);
  expect(await said(...asked, '--through', through)).toContain(`${mad} 件を捨てました`);
  expect(counts()).toEqual({ waiting: others + 1, discarded: mad });
  const words = sample.store.database.prepare("SELECT body FROM journal WHERE kind = 'discard'").all();
  expect(words).toHaveLength(mad);
  for (const { body } of words)
    expect(JSON.parse(new TextDecoder().decode(body as Uint8Array))).toMatchObject({ reason: 'a gateway gone mad' });
  expect(replayJournal(sample.store.database, { days: sample.store.days, hmac: hmacSha256 }).differences).toEqual([]);
});

test('neither everything is discarded at once, nor an item and a condition together', async () => {
  await expect(said('discard', '--reason', 'r')).rejects.toMatchObject({ code: 'no-item' });
  await expect(said('discard', '4', '--gateway', gateway, '--reason', 'r')).rejects.toMatchObject({
    code: 'two-choices',
  });
  expect(counts()).toEqual({ waiting: mad + others });
  await said('discard', '4', '--reason', 'r');
  expect(counts()).toEqual({ waiting: mad + others - 1, discarded: 1 });
});
