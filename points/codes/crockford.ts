/** Crockford: base 32 in letters and digits that people do not mix up, strict for machines and forgiving for typing. Pure. */

/** No I, L, O (they look like digits) and no U. All of them are in the dense character set of QR codes. */
export const crockfordSymbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const bitsPerSymbol = 5;
const bytesPerGroup = 5;
const symbolsPerGroup = 8;

/** Whole groups of 5 bytes as 8 symbols each: one text for the same bytes, and the other way round. */
export const encodeBase32 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += bytesPerGroup) {
    const group = bytes.subarray(at, at + bytesPerGroup).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    for (let i = symbolsPerGroup - 1; i >= 0; i--)
      text += crockfordSymbols.charAt(Number((group >> BigInt(i * bitsPerSymbol)) & 31n));
  }
  return text;
};

/** Undefined where a symbol is none of ours, lower case included, or a group is not whole. */
export const decodeBase32 = (text: string): Uint8Array | undefined => {
  if (text.length % symbolsPerGroup !== 0) return undefined;
  const bytes = new Uint8Array((text.length / symbolsPerGroup) * bytesPerGroup);
  for (let at = 0, to = 0; at < text.length; at += symbolsPerGroup, to += bytesPerGroup) {
    let group = 0n;
    for (const symbol of text.slice(at, at + symbolsPerGroup)) {
      const value = crockfordSymbols.indexOf(symbol);
      if (value === -1) return undefined;
      group = (group << BigInt(bitsPerSymbol)) | BigInt(value);
    }
    for (let i = 0; i < bytesPerGroup; i++)
      bytes[to + i] = Number((group >> BigInt(8 * (bytesPerGroup - 1 - i))) & 255n);
  }
  return bytes;
};

/** Blanks, and what Japanese keyboards make of a dash. */
const separators = /[\s\-‐‑‒–—―−ー]/g;

/** What a hand typed: full width, lower case, dashes and blanks do not matter, O is 0, I and L are 1. Undefined at any other sign. */
export const readTyped = (text: string): string | undefined => {
  const symbols = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(separators, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return Array.from(symbols).every((symbol) => crockfordSymbols.includes(symbol)) ? symbols : undefined;
};
