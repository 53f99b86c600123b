/** Event frame: what goes over the wire of a Server-Sent Events stream (WHATWG HTML §9.2). */

/** One event. JSON holds no raw line breaks, so a single `data:` line carries it whole. */
export const eventFrame = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** A comment keeps proxies from closing a quiet stream, and browsers do not pass it on. */
export const commentFrame = (text: string): string => `: ${text}\n\n`;

/** How long a browser waits before it connects again after losing the stream. */
export const retryFrame = (durationMs: number): string => `retry: ${durationMs}\n\n`;
