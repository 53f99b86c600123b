/** A log is no reason to end: where nobody can take its lines, whoever wrote them goes on. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const program = `
  const { openLog } = await import(${JSON.stringify(join(import.meta.dirname, 'log.ts'))});
  const log = openLog('room', 'info');
  log.error('one');
  setTimeout(() => { log.error('two'); setImmediate(() => console.log('goes on')); }, 10);
`;

test('lines for a disk that is full are left out', () => {
  const full = openSync('/dev/full', 'w');
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', full],
    timeout: 20_000,
  });
  closeSync(full);
  expect([ended.status, ended.stdout.toString()]).toEqual([0, 'goes on\n']);
});
