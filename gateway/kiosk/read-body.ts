/** Read body: what a page sent, strictly as the contract has it, or its refusal. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readStrictJson } from '../../contract/strict-json.ts';
import { sendKioskError } from './kiosk-error.ts';

/** Undefined where the refusal has been sent already. */
export const readBody = <Schema extends z.ZodType<object>>(
  schema: Schema,
  { body }: FastifyRequest,
  reply: FastifyReply,
): z.output<Schema> | undefined => {
  if (!(body instanceof Uint8Array)) {
    sendKioskError(reply, 'content-type');
    return undefined;
  }
  const json = readStrictJson(body);
  if (json.kind === 'fault') {
    sendKioskError(reply, 'not-json', { ja: json.fault, en: json.fault });
    return undefined;
  }
  const read = schema.safeParse(json.value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  sendKioskError(reply, 'not-understood', { ja: where, en: where });
  return undefined;
};
