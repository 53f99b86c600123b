/** Promises of what stands on a code: no sign of it can be changed, and a slip of the finger is noticed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeKinds } from './activity-code.ts';
import { openToken, sealToken, tokenFaults, type TokenContent } from './code-token.ts';
import { crockfordSymbols, decodeBase32, encodeBase32 } from './crockford.ts';
import { makeShortCode, readShortCode, shortChanceLength } from './short-code.ts';

const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
const programme = 'iwamizawa';
const open = (text: string) => openToken(text, programme, (id) => (id === 7 ? secret : undefined));

const anyContent: fc.Arbitrary<TokenContent> = fc.record({
  keyId: fc.constant(7),
  kind: fc.constantFrom(...codeKinds),
  serial: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(encodeBase32),
  validFromMs: fc.integer({ min: 0, max: 0xffffffff }).map((seconds) => seconds * 1000),
  validToMs: fc.integer({ min: 0, max: 0xffffffff }).map((seconds) => seconds * 1000),
});
const sealed: TokenContent = {
  keyId: 7,
  kind: 'venue',
  serial: '7K3M9QXA',
  validFromMs: Date.parse('2026-11-21T00:00:00+09:00'),
  validToMs: Date.parse('2026-11-23T00:00:00+09:00'),
};

describe('a token', () => {
  test('says what was sealed into it, in 61 signs of the dense QR character set', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const text = sealToken(content, programme, secret);
        expect(open(text)).toEqual({ kind: 'decoded', value: content });
        expect(text).toMatch(/^AYM1\.[0-9A-Z]{56}$/);
      }),
    );
  });

  test('stays what it is from one version of the program to the next', () => {
    expect(sealToken(sealed, programme, secret)).toBe('AYM1.0W03T0SVBWYCEH6ZN9NG0R3GDC1G6W0ZTV08SA7FFR37NF5RH7RFB1Y3');
  });

  test('is refused with any sign of it changed', () => {
    const anySign = fc.oneof(
      fc.constantFrom(...Array.from(crockfordSymbols), ...Array.from('ILOU.-_*aymz ')),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(anyContent, fc.nat(60), anySign, (content, at, sign) => {
        const text = sealToken(content, programme, secret);
        fc.pre(text.charAt(at) !== sign);
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        expect(open(changed).kind).toBe('fault');
      }),
      { numRuns: 2000 },
    );
  });

  test('is refused cut off, lengthened, doubled or with two signs exchanged', () => {
    const text = sealToken(sealed, programme, secret);
    for (let length = 0; length < text.length; length++)
      expect(open(text.slice(0, length)), text.slice(0, length)).toMatchObject({ kind: 'fault' });
    for (const changed of [`${text}0`, ` ${text}`, text + text, `${text}00000000`, text.toLowerCase()])
      expect(open(changed), changed).toEqual({ kind: 'fault', fault: 'not-a-code' });
    for (let at = 5; at < 60; at++) {
      if (text[at] === text[at + 1]) continue;
      const exchanged = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      expect(open(exchanged), exchanged).toMatchObject({ kind: 'fault' });
    }
  });

  test('tells why it is refused', () => {
    const text = sealToken(sealed, programme, secret);
    const word = (token: string): string => {
      const opened = open(token);
      return opened.kind === 'fault' ? opened.fault : 'opened';
    };
    expect(word(text)).toBe('opened');
    expect(word(sealToken(sealed, 'sodegaura', secret))).toBe('other-programme');
    expect(word(sealToken({ ...sealed, keyId: 8 }, programme, secret))).toBe('forged');
    expect(word(sealToken(sealed, programme, new Uint8Array(32)))).toBe('forged');
    expect(word(text.replace('AYM1', 'AYM2'))).toBe('other-version');
    expect(word('https://example.org/')).toBe('not-a-code');
  });

  test('answers any text with a word and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `AYM1.${rest}`),
        ),
        (text) => {
          const opened = open(text);
          expect(opened.kind === 'fault' && tokenFaults.includes(opened.fault)).toBe(true);
        },
      ),
    );
  });
});

describe('base 32', () => {
  test('has one text for the same bytes, and gives them back', () => {
    const groups = fc.integer({ min: 0, max: 8 }).chain((n) => fc.uint8Array({ minLength: 5 * n, maxLength: 5 * n }));
    fc.assert(
      fc.property(groups, (bytes) => {
        expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('a short code', () => {
  const anyShort = fc.uint8Array({ minLength: shortChanceLength, maxLength: shortChanceLength }).map(makeShortCode);

  test('is read back with dashes, in lower case, and with letters for the digits they look like', () => {
    fc.assert(
      fc.property(anyShort, (code) => {
        const typed = `${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'i');
        expect(readShortCode(typed)).toEqual({ kind: 'decoded', value: code });
      }),
    );
  });

  test('is refused with one wrong symbol, whichever', () => {
    fc.assert(
      fc.property(anyShort, fc.nat(11), fc.constantFrom(...Array.from(crockfordSymbols)), (code, at, symbol) => {
        fc.pre(code[at] !== symbol);
        expect(readShortCode(code.slice(0, at) + symbol + code.slice(at + 1))).toMatchObject({ fault: 'mistyped' });
      }),
      { numRuns: 1000 },
    );
  });

  test('is refused with any two symbols exchanged', () => {
    fc.assert(
      fc.property(anyShort, fc.nat(11), fc.nat(11), (code, one, two) => {
        fc.pre(code[one] !== code[two]);
        const symbols = Array.from(code);
        [symbols[one], symbols[two]] = [code.charAt(two), code.charAt(one)];
        expect(readShortCode(symbols.join(''))).toMatchObject({ fault: 'mistyped' });
      }),
      { numRuns: 1000 },
    );
  });

  test('is not made out of anything else', () => {
    for (const text of ['', 'AYM1.', '7K3M-9QXA', '7K3M-9QXA-1BCDE', 'ÅÅÅÅ-ÅÅÅÅ-ÅÅÅÅ', 'UUUU-UUUU-UUUU'])
      expect(readShortCode(text)).toEqual({ kind: 'fault', fault: 'not-a-code' });
  });
});
