/** Log: structured lines by pino, without personal data: serials, sticker numbers and ids only. */
import { writeSync } from 'node:fs';
import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const standardErrorNumber = 2;

/** Each line is written before its writer goes on, and left out where nobody takes it: a full disk has no room for lines about it. */
const standardError: DestinationStream = {
  write: (line) => {
    try {
      for (let rest = Buffer.from(line); rest.byteLength > 0;)
        rest = rest.subarray(writeSync(standardErrorNumber, rest));
    } catch {
      // Whoever wrote it has other work.
    }
  },
};

export const openLog = (room: string, level: string): Log => pino({ level, base: { room } }, standardError);

export const silentLog: Log = pino({ level: 'silent' });
