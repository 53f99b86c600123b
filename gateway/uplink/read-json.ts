/** The JSON in a payload, or undefined where there is none: strict UTF-8, never a throw. */
export const readJson = (payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
};
