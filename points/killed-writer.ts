/** Killed writer: a process that feeds totals to the point service until a test kills it, saying how far it has come. */
import { readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { dayTotalSchema } from '../contract/day-total.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog } from '../runtime/log.ts';
import { Points } from './points.ts';
import { iwamizawaRulePath, readProgramme } from './rule/programme-file.ts';

const batchTotals = 5;

const path = process.argv[2] ?? '';
const totals = z.array(dayTotalSchema).parse(JSON.parse(readFileSync(`${path}.json`, 'utf8')));
const points = new Points({ path, programme: readProgramme(iwamizawaRulePath), clock: systemClock, log: silentLog });
await points.start(new AbortController().signal);
for (;;) {
  for (let at = 0; at < totals.length; at += batchTotals) {
    points.accept(totals.slice(at, at + batchTotals));
    writeSync(process.stdout.fd, `${Math.min(at + batchTotals, totals.length)}\n`);
  }
}
