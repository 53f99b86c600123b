/** Bad names and dates: ids hold nothing that a statement, a tag, a path or a topic could trip over; dates exist. */
import { describe, expect, test } from 'vitest';
import { batchSchema } from '../../contract/batch.ts';
import {
  centreIdSchema,
  deviceSerialSchema,
  gatewayIdSchema,
  participantIdSchema,
  plainDateSchema,
} from '../../contract/ids.ts';
import { dateArgument, participantArgument, wholeNumber } from '../../commands/option-values.ts';
import { importLoans } from '../../ingest/registry/loan-import.ts';
import { sampleRegistry } from '../../ingest/registry/sample-registry.ts';
import { listed, sampleOf } from './corpus.ts';

const tricks = [
  "P-1' OR '1'='1",
  'P-1"; DROP TABLE journal;--',
  'a,b',
  'a=b',
  'a b',
  'a\nb',
  'a\\',
  '$gt',
  'a/b',
  '..',
  'a+b',
  '#',
  'a\0',
  'ａ',
  'a\u202e',
  '',
  'x'.repeat(65),
  'P-1\n',
];

describe('an id', () => {
  test.each(tricks)('B38 is not %j', (text) => {
    for (const schema of [gatewayIdSchema, deviceSerialSchema, participantIdSchema, centreIdSchema]) {
      expect(schema.safeParse(text).success).toBe(false);
    }
    expect(() => participantArgument(text)).toThrow('a participant number');
  });

  test('B38 looked for with quotes in it is not found, and nothing else is', () => {
    const { registry, database } = sampleRegistry();
    for (const text of tricks) {
      expect(registry.deviceOf(text as never)).toBeUndefined();
      expect(registry.participant(text as never)).toBeUndefined();
    }
    expect(registry.devices()).toHaveLength(3);
    expect(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']).toBeGreaterThan(3);
  });
});

describe('a date', () => {
  test.each(listed(sampleOf('B40', 'dates')))('B40 is not "%s"', (text) => {
    expect(plainDateSchema.safeParse(text).success).toBe(false);
    expect(() => dateArgument(text)).toThrow('a date is written like 2026-11-21');
    const { registry } = sampleRegistry();
    const outcome = importLoans(registry, `device,participant,from,to\nA-1,P-1,${text}T09:00,\n`);
    // Spaces around a cell are nobody's meaning.
    expect(outcome.kind).toBe(text.trimStart() === '2026-11-21' ? 'imported' : 'refused');
  });

  test('B40 of a message is an instant that exists, in UTC', () => {
    const sentAt = batchSchema.shape.sentAt;
    for (const text of [
      '2026-02-30T00:00:00Z',
      '2026-11-21T24:00:00Z',
      '2026-11-21T09:00:00+09:00',
      '2026-11-21T09:00:00',
      '20261121T090000Z',
      '２０２６-11-21T00:00:00Z',
      '2026-11-21',
    ]) {
      expect([text, sentAt.safeParse(text).success]).toEqual([text, false]);
    }
    expect(sentAt.safeParse('2026-11-21T00:00:00.123Z').success).toBe(true);
  });

  test('B5 and a number on the command line are written in plain digits', () => {
    for (const text of ['1e3', '-0', '1.0', '０', ' 1', '0x10', '']) expect(() => wholeNumber(0, 9999)(text)).toThrow();
    expect(wholeNumber(0, 9999)('42')).toBe(42);
  });
});
