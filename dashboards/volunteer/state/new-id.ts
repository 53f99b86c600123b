/** New id: chosen by the page for what somebody pressed, so that the same press told twice is one action. */

/** `crypto.randomUUID` exists only over https; a gateway in the next room is spoken to over http. */
export const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
