/** Promises of segments: a page survives being cut, and bad segments cost no more than the page they belong to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSegments, takeSegment, type Assembly } from './segment.ts';

const page = Uint8Array.fromHex('01010300d0020000008d2700100e031204ffff11006c3dd340c471db1c5584c0a8d00e6456');

/** Feeds segments one by one; answers the pages and the words of all faults. */
const feed = (segments: readonly Uint8Array[]) => {
  let assembly: Assembly | undefined;
  const pages: string[] = [];
  const faults: string[] = [];
  for (const segment of segments) {
    const step = takeSegment(assembly, segment);
    assembly = step.assembly;
    if (step.outcome.kind === 'page') pages.push(step.outcome.page.toHex());
    if (step.outcome.kind === 'fault') faults.push(step.outcome.fault);
  }
  return { pages, faults };
};

const anyPage = fc.uint8Array({ minLength: 33, maxLength: 271 });
const anyMtu = fc.integer({ min: 23, max: 247 });

describe('segments', () => {
  it('cuts the golden vector at MTU 23', () => {
    expect(cutSegments(page, 23).map((segment) => segment.toHex())).toEqual([
      '0101010300d0020000008d2700100e031204ffff',
      '0611006c3dd340c471db1c5584c0a8d00e6456',
    ]);
  });

  it('puts any page together again at any MTU, within the notification size', () => {
    fc.assert(
      fc.property(anyPage, anyMtu, (bytes, mtu) => {
        const segments = cutSegments(bytes, mtu);
        expect(segments.every((segment) => segment.byteLength <= mtu - 3)).toBe(true);
        expect(feed(segments)).toEqual({ pages: [bytes.toHex()], faults: [] });
      }),
    );
  });

  it('passes over repeated segments', () => {
    const segments = cutSegments(page, 23).flatMap((segment) => [segment, segment]);
    expect(feed(segments).pages).toEqual([page.toHex()]);
  });

  it('loses a page, and only that page, with a lost segment', () => {
    fc.assert(
      fc.property(anyPage, anyPage, fc.nat(), (first, second, at) => {
        const segments = cutSegments(first, 23);
        const kept = segments.toSpliced(at % segments.length, 1);
        const { pages } = feed([...kept, ...cutSegments(second, 23)]);
        expect(pages.at(-1)).toBe(second.toHex());
        expect(pages).toHaveLength(1);
      }),
    );
  });

  it('names foreign, empty and endless segments and never grows without bound', () => {
    expect(feed([Uint8Array.of(4, 1, 2)]).faults).toEqual(['no-first']);
    expect(feed([new Uint8Array(0), Uint8Array.of(1)]).faults).toEqual(['empty', 'empty']);
    const endless = Array.from({ length: 40 }, (_, i) =>
      Uint8Array.of(i === 0 ? 1 : (i % 64) << 2, ...new Uint8Array(18)),
    );
    expect(feed(endless).faults).toContain('too-long');
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (any) => void feed(any)));
  });
});
