/** What every decoder answers: the value, or a fault from a closed set of words. Decoders never throw. */
export type Decoded<Value, Fault extends string> =
  { readonly kind: 'decoded'; readonly value: Value } | { readonly kind: 'fault'; readonly fault: Fault };

export const decoded = <Value>(value: Value): { readonly kind: 'decoded'; readonly value: Value } => ({
  kind: 'decoded',
  value,
});

export const fault = <Fault extends string>(word: Fault): { readonly kind: 'fault'; readonly fault: Fault } => ({
  kind: 'fault',
  fault: word,
});

/** A view on exactly these bytes, also when they are a window of a larger buffer. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
