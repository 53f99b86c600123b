/** Strict JSON: reads a message of the contract, or says in one word why it is none: no key wins over another, no number is bent. */

/** Batches are 6 deep with readings, and `ext` may hold a little structure of its own. */
export const jsonDepthMax = 16;
/** A full batch has some 4,000 keys, the roster of a large town five for each pedometer. */
export const jsonKeysMax = 100_000;

export const jsonFaults = [
  'not-utf-8',
  'not-json',
  'too-deep',
  'too-many-keys',
  /** The same key twice in one object: readers disagree on which one counts. */
  'key-twice',
  /** Outside `ext` numbers are integers in plain digits: no exponent, no fraction, no −0. */
  'odd-number',
  /** U+0000 or half a surrogate pair: stores cut or replace them. */
  'odd-text',
] as const;
export type JsonFault = (typeof jsonFaults)[number];

export type StrictJson =
  | { readonly kind: 'json'; readonly value: unknown }
  /** `address`: what was read all the same, where its outermost keys are each there once: enough to tell whom to answer. */
  | { readonly kind: 'fault'; readonly fault: JsonFault; readonly address: unknown };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads bytes as JSON in UTF-8. Never throws; depth and number of keys are known before anything is built. */
export const readStrictJson = (bytes: Uint8Array): StrictJson => {
  const refused = (fault: JsonFault, address?: unknown): StrictJson => ({ kind: 'fault', fault, address });
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused('not-utf-8');
  }
  const scan = scanJson(text);
  if (scan.tooMuch !== undefined) return refused(scan.tooMuch);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('not-json');
  }
  // Every key stands before a colon: where fewer were kept than written, one was there twice, however it was spelt.
  const address = keysOf(value) === scan.outerKeys ? value : undefined;
  if (keysWithin(value) !== scan.keys) return refused('key-twice', address);
  if (scan.hasOddNumber) return refused('odd-number', address);
  if (text.includes('\\u') && hasOddText(value)) return refused('odd-text', address);
  return { kind: 'json', value };
};

interface Scan {
  readonly keys: number;
  /** Keys of the outermost object. */
  readonly outerKeys: number;
  readonly hasOddNumber: boolean;
  readonly tooMuch: 'too-deep' | 'too-many-keys' | undefined;
}

const [quote, colon, comma, minus, point] = [0x22, 0x3a, 0x2c, 0x2d, 0x2e];
const [openArray, openObject, closeArray, closeObject] = [0x5b, 0x7b, 0x5d, 0x7d];
const [backslash, zero, nine, smallE, largeE] = [0x5c, 0x30, 0x39, 0x65, 0x45];
const extKey = '"ext"';

/** One pass over the text outside strings. What is no JSON at all is left to the parser. */
const scanJson = (text: string): Scan => {
  let depth = 0;
  let keys = 0;
  let outerKeys = 0;
  let hasOddNumber = false;
  /** Depth of the object whose `ext` we are in. */
  let extDepth = Infinity;
  let isExtKey = false;
  const done = (tooMuch?: Scan['tooMuch']): Scan => ({ keys, outerKeys, hasOddNumber, tooMuch });
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      isExtKey = end - at === extKey.length - 1 && text.startsWith(extKey, at);
      at = end;
    } else if (code === colon) {
      keys += 1;
      if (depth === 1) outerKeys += 1;
      if (keys > jsonKeysMax) return done('too-many-keys');
      if (isExtKey && extDepth === Infinity) extDepth = depth;
    } else if (code === openArray || code === openObject) {
      depth += 1;
      if (depth > jsonDepthMax) return done('too-deep');
    } else if (code === closeArray || code === closeObject) {
      depth -= 1;
      if (depth < extDepth) extDepth = Infinity;
    } else if (code === comma) {
      if (depth === extDepth) extDepth = Infinity;
    } else if (extDepth === Infinity && isOddInNumber(text, at, code)) {
      hasOddNumber = true;
    }
  }
  return done();
};

const isOddInNumber = (text: string, at: number, code: number): boolean =>
  code === point ||
  (code === minus && text.charCodeAt(at + 1) === zero) ||
  ((code === smallE || code === largeE) && isDigit(text.charCodeAt(at - 1)));

const isDigit = (code: number): boolean => code >= zero && code <= nine;

/** Where the string that begins at `from` ends; the end of the text where it does not. */
const endOfString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const keysOf = (value: unknown): number => (isObject(value) && !Array.isArray(value) ? Object.keys(value).length : 0);

/** Of this value and all in it. */
const keysWithin = (value: unknown): number => {
  if (!isObject(value)) return 0;
  const isArray = Array.isArray(value);
  const parts = (isArray ? value : Object.values(value)) as readonly unknown[];
  let keys = isArray ? 0 : parts.length;
  for (const part of parts) keys += keysWithin(part);
  return keys;
};

const hasOddText = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  return isObject(value) && Object.entries(value).some(([key, each]) => hasOddText(key) || hasOddText(each));
};
