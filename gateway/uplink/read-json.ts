/** The JSON in a payload, or undefined where there is none that can be relied on: strict, never a throw. */
import { readStrictJson } from '../../contract/strict-json.ts';

export const readJson = (payload: Uint8Array): unknown => {
  const read = readStrictJson(payload);
  return read.kind === 'json' ? read.value : undefined;
};
