/** Promises of strict JSON: what is read is what everybody else would read, and what is refused says why. */
import { describe, expect, it } from 'vitest';
import { jsonDepthMax, readStrictJson } from './strict-json.ts';

const read = (text: string) => readStrictJson(new TextEncoder().encode(text));
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('strict JSON', () => {
  it.each([
    '{"a":[1,-61,null,true,"x"]}',
    '{"a":{"b":1},"b":{"a":1}}',
    '"a:b,{[\\"\\\\"',
    '{"ext":{"t":-0.5e3}}',
    nested(jsonDepthMax),
  ])('reads %s as it is', (text) => {
    const value: unknown = JSON.parse(text);
    expect(read(text)).toEqual({ kind: 'json', value });
  });

  it.each([
    ['{"a":1,"a":1}', 'key-twice'],
    ['{"a":1,"\\u0061":2}', 'key-twice'],
    ['{"x":{"__proto__":1,"__proto__":2}}', 'key-twice'],
    ['[-0]', 'odd-number'],
    ['[1.0]', 'odd-number'],
    ['[1E3]', 'odd-number'],
    ['{"ext":{"t":0.5},"t":0.5}', 'odd-number'],
    ['{"a":"ext","t":0.5}', 'odd-number'],
    ['["\\udc00"]', 'odd-text'],
    ['{"\\u0000":1}', 'odd-text'],
    [nested(jsonDepthMax + 1), 'too-deep'],
    ['{"a":1,}', 'not-json'],
    ['', 'not-json'],
    ['"', 'not-json'],
  ])('refuses %s: %s', (text, fault) => {
    expect(read(text)).toMatchObject({ kind: 'fault', fault });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(readStrictJson(Uint8Array.of(0x22, 0xc0, 0xae, 0x22))).toMatchObject({ fault: 'not-utf-8' });
  });

  it('tells what can be told of the outermost object, unless one of its own keys is there twice', () => {
    expect(read('{"seq":7,"x":{"a":1,"a":2}}')).toMatchObject({ fault: 'key-twice', address: { seq: 7 } });
    expect(read('{"seq":7,"seq":8}')).toEqual({ kind: 'fault', fault: 'key-twice', address: undefined });
  });
});
