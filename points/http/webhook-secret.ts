/** Webhook secret: what both ends of a signed feed know, written as base64, mostly after `whsec_` (Standard Webhooks). */
import { OperatorError } from '../../runtime/fault.ts';

const form = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/;
/** The bounds of the specification. */
const [bytesMin, bytesMax] = [24, 64];

/** Throws OperatorError `feed-secret`. The secret itself is not told. */
export const readWebhookSecret = (text: string): Uint8Array => {
  const bytes = bytesOf(form.exec(text.trim())?.[1] ?? '');
  if (bytes !== undefined && bytes.length >= bytesMin && bytes.length <= bytesMax) return bytes;
  throw new OperatorError(
    'feed-secret',
    `A secret of the feed is not whsec_ and ${bytesMin} to ${bytesMax} bytes in base64`,
    'Make one with: printf "whsec_%s\\n" "$(openssl rand -base64 32)"',
  );
};

export const bytesOf = (base64: string): Uint8Array | undefined => {
  try {
    return Uint8Array.fromBase64(base64, { lastChunkHandling: 'strict' });
  } catch {
    return undefined;
  }
};
