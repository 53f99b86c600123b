/** Reading a batch: what a message on a gateway's topic is, or in a sentence why it is no batch of the contract. */
import { z, type ZodError } from 'zod';
import { checkDigest } from '../contract/batch-digest.ts';
import { batchAddressSchema, batchBytesMax, batchSchema, type Batch } from '../contract/batch.ts';
import { actionBatchSchema, type ActionBatch } from '../contract/centre-action.ts';
import type { GatewayId } from '../contract/ids.ts';
import { readStrictJson, type JsonFault, type StrictJson } from '../contract/strict-json.ts';
import { sha256 } from '../runtime/sha256.ts';

/** With `seq` where it can be told, so that the gateway can be answered. */
export type Read<Content> = { readonly kind: 'batch'; readonly batch: Content } | Unreadable;

/** `changed`: these are not the bytes the gateway formed, so that it has better ones. */
export interface Unreadable {
  readonly kind: 'unreadable' | 'changed';
  readonly reason: string;
  readonly seq: number | undefined;
}

const reasonCharactersMax = 200;

/** Three times as fast as the schema itself, and of one word with it. */
const visitBatch = z.compile(batchSchema);

/** `json`: the payload read already. */
export const readBatch = (
  gateway: GatewayId | null,
  payload: Uint8Array,
  json: StrictJson = readStrictJson(payload),
): Read<Batch> => read(gateway, payload, json, (value) => visitBatch.safeParse(value));

export const readActions = (
  gateway: GatewayId | null,
  payload: Uint8Array,
  json: StrictJson = readStrictJson(payload),
): Read<ActionBatch> => read(gateway, payload, json, (value) => actionBatchSchema.safeParse(value));

/** A message whose topic is not known any more, as what it looks like. */
const readAny = (gateway: GatewayId | null, payload: Uint8Array, json: StrictJson): Read<Batch | ActionBatch> => {
  const hasActions = json.kind === 'json' && typeof json.value === 'object' && 'actions' in (json.value ?? {});
  return hasActions ? readActions(gateway, payload, json) : readBatch(gateway, payload, json);
};

/** Why a message that was kept is no batch, whatever topic it came by. */
export const reasonAgainst = (
  gateway: GatewayId | null,
  payload: Uint8Array,
  json: StrictJson = readStrictJson(payload),
): string => {
  const read = readAny(gateway, payload, json);
  return read.kind === 'batch' ? 'another version could not read it' : read.reason;
};

type Parsed<Content> =
  | { readonly success: true; readonly data: Content; readonly error?: undefined }
  | { readonly success: false; readonly error: Pick<ZodError, 'issues'> };

const read = <Content extends { readonly gateway: GatewayId }>(
  gateway: GatewayId | null,
  payload: Uint8Array,
  json: StrictJson,
  parse: (value: unknown) => Parsed<Content>,
): Read<Content> => {
  if (payload.byteLength > batchBytesMax) return unreadable(`more than ${batchBytesMax} bytes`, json);
  if (isChanged(payload)) return { kind: 'changed', reason: 'changed on the way', seq: seqIn(json, gateway) };
  if (json.kind === 'fault') return unreadable(jsonSentences[json.fault], json);
  const parsed = parse(json.value);
  if (parsed.success && parsed.data.gateway === gateway) return { kind: 'batch', batch: parsed.data };
  const issue = parsed.error?.issues[0];
  const reason = issue === undefined ? 'another gateway’s batch' : `${issue.path.join('.')}: ${issue.message}`;
  return unreadable(harmless(reason), json);
};

/** Whether it says of itself that it is not what was sent: then no word of it is believed, not even one that makes sense. */
export const isChanged = (payload: Uint8Array): boolean => checkDigest(payload, sha256) === 'changed';

/** A sentence may quote a key of the message, and people read it in a terminal: no control, no change of direction. */
const harmless = (sentence: string): string =>
  sentence
    .slice(0, reasonCharactersMax)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

/** The number of a batch that may be no batch, where it stands there once. */
export const readSeq = (payload: Uint8Array): number | undefined => seqIn(readStrictJson(payload));

const unreadable = (reason: string, json: StrictJson): Unreadable => ({
  kind: 'unreadable',
  reason,
  seq: seqIn(json),
});

/** With `gateway`: only where the message says that it is this one's. */
const seqIn = (json: StrictJson, gateway?: GatewayId | null): number | undefined => {
  const address = batchAddressSchema.safeParse(json.kind === 'json' ? json.value : json.address).data;
  return gateway === undefined || address?.gateway === gateway ? address?.seq : undefined;
};

const jsonSentences: Readonly<Record<JsonFault, string>> = {
  'not-utf-8': 'not UTF-8',
  'not-json': 'not JSON',
  'too-deep': 'nested too deeply',
  'too-many-keys': 'too many keys',
  'key-twice': 'the same key twice in one object',
  'odd-number': 'a number that is no integer in plain digits',
  'odd-text': 'text with U+0000 or half a character',
};
