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
  sendKioskError(reply, 'not-understood', wordsOf(read.error));
  return undefined;
};

/** Of the first thing that is wrong, and where. */
const wordsOf = ({ issues }: z.ZodError): { readonly ja: string; readonly en: string } => {
  const [issue] = issues;
  const path = issue?.path.join('.') ?? '';
  const en = `${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`;
  if (issue?.code === 'unrecognized_keys') return { ja: `知らない項目があります（${issue.keys.join('、')}）。`, en };
  return { ja: path === '' ? '形がちがいます。' : `${path} が入っていないか、形がちがいます。`, en };
};
