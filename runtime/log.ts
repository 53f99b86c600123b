/** Log: structured lines by pino, without personal data: serials, sticker numbers and ids only. */
import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export const openLog = (room: string, level: string): Log => pino({ level, base: { room } }, pino.destination(2));

export const silentLog: Log = pino({ level: 'silent' });
