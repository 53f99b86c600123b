/** Webhook signature: whether a message comes from somebody who knows the secret, and was signed just now (Standard Webhooks). */
import type { IncomingHttpHeaders } from 'node:http';
import { webhookHeaders, webhookToleranceSeconds } from '../../contract/feed-message.ts';
import { decoded, fault, type Decoded } from '../../contract/decoded.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { sameBytes } from '../../runtime/same-bytes.ts';
import { bytesOf } from './webhook-secret.ts';

export interface WebhookHead {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly Uint8Array[];
}

export type HeadFault = 'not-signed' | 'timestamp-too-old' | 'timestamp-too-new';

/** No full stop, which separates the parts that are signed; no comma, by which headers sent twice are joined. */
const idForm = /^[\x21-\x2b\x2d\x2f-\x7e]{1,128}$/;
const secondsForm = /^[1-9]\d{0,11}$/;
/** Of any version: a comma more is a header sent twice. */
const anySignature = /^v[0-9a-z]{1,8},[A-Za-z0-9+/=_-]{1,512}$/;
const signatureForm = /^v1,[A-Za-z0-9+/]{43}=$/;
/** One for each secret while they are exchanged, and some to spare. */
const signaturesMax = 8;

/** What can be judged before the body has come. Signatures of other versions are passed over. */
export const readWebhookHead = (headers: IncomingHttpHeaders, nowMs: number): Decoded<WebhookHead, HeadFault> => {
  const [id, timestamp, signature] = [webhookHeaders.id, webhookHeaders.timestamp, webhookHeaders.signature].map(
    (name) => headers[name],
  );
  if (typeof id !== 'string' || !idForm.test(id)) return fault('not-signed');
  if (typeof timestamp !== 'string' || !secondsForm.test(timestamp)) return fault('not-signed');
  const signatures = signaturesOf(signature);
  if (signatures.length === 0) return fault('not-signed');
  const lateSeconds = Math.floor(nowMs / 1000) - Number(timestamp);
  if (lateSeconds > webhookToleranceSeconds) return fault('timestamp-too-old');
  if (lateSeconds < -webhookToleranceSeconds) return fault('timestamp-too-new');
  return decoded({ id, timestamp, signatures });
};

/** Which of the secrets signed these very bytes, by its place; undefined when none did. */
export const signerOf = (
  { id, timestamp, signatures }: WebhookHead,
  body: Uint8Array,
  secrets: readonly Uint8Array[],
): number | undefined => {
  const message = signedBytes(id, timestamp, body);
  const place = secrets.findIndex((secret) => {
    const expected = hmacSha256(secret, message);
    return signatures.some((signature) => sameBytes(signature, expected));
  });
  return place === -1 ? undefined : place;
};

const signedBytes = (id: string, timestamp: string, body: Uint8Array): Uint8Array => {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  return message;
};

const signaturesOf = (header: string | readonly string[] | undefined): readonly Uint8Array[] => {
  const texts = typeof header === 'string' ? header.split(' ') : [];
  if (texts.length > signaturesMax || !texts.every((text) => anySignature.test(text))) return [];
  return texts.filter((text) => signatureForm.test(text)).flatMap((text) => bytesOf(text.slice('v1,'.length)) ?? []);
};
