/** Promises of the forms: each is what its specification says, judged by a validator, and all tell the same steps. */
import { Fhir } from 'fhir';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordFormats, type RecordFormat } from '../../../contract/records-terms.ts';
import { anna, bert, date, device } from '../../sample-cloud.ts';
import { SampleRecords } from '../sample-records.ts';
import { formatOf } from './record-formats.ts';
import { recordId } from './record-id.ts';

const moment = z.iso.datetime({ offset: true });
const interval = z.strictObject({
  time_interval: z.strictObject({ start_date_time: moment, end_date_time: moment }),
});
const steps = z.strictObject({ value: z.int().min(0), unit: z.literal('steps') });

/** Facts of github.com/openmhealth/schemas: data-point 1.0, header 1.2, step-count 3.0. */
const omhSchema = z.strictObject({
  header: z.strictObject({
    id: z.uuid(),
    creation_date_time: moment,
    schema_id: z.strictObject({
      namespace: z.literal('omh'),
      name: z.literal('step-count'),
      version: z.literal('3.0'),
    }),
    acquisition_provenance: z.strictObject({
      source_name: z.string(),
      source_creation_date_time: moment,
      modality: z.enum(['sensed', 'self-reported']),
    }),
    user_id: z.string(),
  }),
  body: z.strictObject({ step_count: steps, effective_time_frame: interval }),
});

/** Facts of IEEE 1752.1-2021 (w3id.org/ieee/ieee-1752-schema): header 1.0 and physical-activity 1.0; it has no step-count. */
const ieeeSchema = z.strictObject({
  header: z.strictObject({
    uuid: z.uuid(),
    schema_id: z.strictObject({
      namespace: z.literal('ieee'),
      name: z.literal('physical-activity'),
      version: z.literal('1.0'),
    }),
    source_creation_date_time: moment,
    modality: z.enum(['sensed', 'self-reported']),
    user_id: z.string(),
  }),
  body: z.strictObject({
    activity_name: z.string().min(1),
    effective_time_frame: interval,
    base_movement_quantity: steps,
  }),
});

/** RFC 8428: labels of section 4, names of section 4.5.1, times of section 4.5.3; `count` of IANA's SenML units. */
const senmlSchema = z
  .array(
    z.strictObject({
      bu: z.literal('count').optional(),
      bt: z.int().optional(),
      n: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/),
      t: z.int().min(1).optional(),
      v: z.int().min(0),
    }),
  )
  .min(1);

/** Of what the validator has judged, the parts that are looked at here. */
const observationSchema = z.object({
  id: z.uuid(),
  status: z.enum(['registered', 'preliminary', 'final', 'amended']),
  subject: z.object({ identifier: z.object({ value: z.string() }) }),
  effectivePeriod: z.object({ start: moment, end: moment }),
  valueQuantity: z.object({ value: z.int().min(0) }).optional(),
});

/** FHIR R4 binds these two to value sets by way of example only. */
const exampleBindings = ['Observation.meta.tag[0]', 'Observation.code'];
const fhir = new Fhir();
const faultsOf = (resource: unknown): readonly unknown[] => {
  const { messages, valid } = fhir.validate(resource as object, { errorOnUnexpected: true });
  const faults = messages.filter(({ severity, location = '' }) => {
    const level = String(severity);
    return level === 'error' || (level === 'warning' && !exampleBindings.includes(location));
  });
  return valid ? faults : [...faults, 'not valid'];
};
const observationsIn = (text: string) => lines(text).map((line) => observationSchema.parse(line));

interface Told {
  readonly who: string;
  readonly start: number;
  readonly steps: number;
}

const lines = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

const readers: Readonly<Record<RecordFormat, (text: string) => readonly Told[]>> = {
  csv: (text) => {
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    return data
      .filter(({ state }) => state === 'final' || state === 'corrected')
      .map((row) => ({
        who: row['participant'] ?? '',
        start: Date.parse(row['start'] ?? `${row['date'] ?? ''}T00:00:00+09:00`),
        steps: Number(row['steps']),
      }));
  },
  fhir: (text) => {
    for (const line of lines(text)) expect(faultsOf(line)).toEqual([]);
    return observationsIn(text)
      .filter(({ status }) => status === 'final' || status === 'amended')
      .map(({ subject, effectivePeriod, valueQuantity }) => ({
        who: subject.identifier.value,
        start: Date.parse(effectivePeriod.start),
        steps: valueQuantity?.value ?? NaN,
      }));
  },
  omh: (text) =>
    lines(text).map((line) => {
      const { header, body } = omhSchema.parse(line);
      const start = Date.parse(body.effective_time_frame.time_interval.start_date_time);
      return { who: header.user_id, start, steps: body.step_count.value };
    }),
  ieee1752: (text) =>
    lines(text).map((line) => {
      const { header, body } = ieeeSchema.parse(line);
      const start = Date.parse(body.effective_time_frame.time_interval.start_date_time);
      return { who: header.user_id, start, steps: body.base_movement_quantity.value };
    }),
  senml: (text) => {
    let base = 0;
    return senmlSchema.parse(JSON.parse(text)).map(({ bt, n, t = 0, v }) => {
      base = bt ?? base;
      // From 2**28 on a time is of the calendar.
      expect(base + t).toBeGreaterThan(2 ** 28);
      return { who: n.split('/')[0] ?? '', start: (base + t) * 1000, steps: v };
    });
  },
};

test.each(['days', 'intervals'] as const)(
  '%s are the same in every form, and each form is what it should be',
  async (what) => {
    using records = new SampleRecords();
    const told = await Promise.all(
      recordFormats.map(async (format) => readers[format](await records.exported(what, format))),
    );
    expect(told[0]?.length).toBe(what === 'days' ? 8 : 8 * 24);
    for (const each of told) expect(each).toEqual(told[0]);
  },
);

test('a day that can still change says so in CSV and FHIR, and stands in no form that cannot say it', async () => {
  using records = new SampleRecords();
  expect((await records.exported('days', 'csv')).match(/,open,/g)).toHaveLength(2);
  const observations = observationsIn(await records.exported('days', 'fhir'));
  expect(observations.filter(({ status }) => status === 'preliminary')).toHaveLength(2);
  for (const format of ['omh', 'ieee1752', 'senml'] as const)
    expect(formatOf[format].states).toEqual(['final', 'corrected']);
});

test('a day in doubt has no number anywhere: FHIR registers it, CSV leaves its cell empty', async () => {
  using records = new SampleRecords();
  const { derivation } = records.sample.store;
  const total = derivation.totals.get(anna, date(1));
  if (total === undefined) throw new Error('Anna walked that day');
  derivation.totals.hold(total, 1);
  const csv = await records.exported('days', 'csv');
  expect(csv).toMatch(new RegExp(`px[0-9a-f]{24},${date(1)},,held,signed,`));
  const lookedAt = lines(await records.exported('days', 'fhir'));
  for (const each of lookedAt) expect(faultsOf(each)).toEqual([]);
  const held = lookedAt.filter((each) => observationSchema.parse(each).status === 'registered');
  expect(held).toHaveLength(1);
  expect(held[0]).toMatchObject({ dataAbsentReason: { coding: [{ code: 'temp-unknown' }] } });
  expect(held[0]).not.toHaveProperty('valueQuantity');
  for (const format of ['omh', 'ieee1752', 'senml'] as const)
    expect(readers[format](await records.exported('days', format))).toHaveLength(7);
});

test('an observation has its code, its unit and its trust, and the whole day with its zone', async () => {
  using records = new SampleRecords();
  const [day] = lines(await records.exported('days', 'fhir'));
  expect(day).toMatchObject({
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '41950-7' }] },
    valueQuantity: { system: 'http://unitsofmeasure.org', code: '/d' },
    effectivePeriod: { start: `${date(0)}T00:00:00+09:00`, end: `${date(1)}T00:00:00+09:00` },
    meta: { tag: [{ code: 'signed' }] },
  });
  const [hour] = lines(await records.exported('intervals', 'fhir'));
  expect(hour).toMatchObject({
    code: { coding: [{ code: '55423-8' }] },
    valueQuantity: { value: 100, code: '{steps}' },
    effectivePeriod: { start: `${date(0)}T00:00:00+09:00`, end: `${date(0)}T01:00:00+09:00` },
  });
});

test('what no pedometer has signed says so in every form, whether it came from another system or was read unsigned', async () => {
  using records = new SampleRecords();
  const { totals } = records.sample.store.derivation;
  const others = { steps: 4321, held: false, trust: 'unsigned', devices: [] } as const;
  totals.revise(anna, date(1), others, date(1), 1);
  totals.revise(bert, date(1), { ...others, steps: 1234, devices: [device.serial] }, date(1), 1);
  const exported = (format: RecordFormat) => records.exported('days', format);
  const sources = lines(await exported('omh')).map((line) => {
    const { header, body } = omhSchema.parse(line);
    const { source_name: source, modality } = header.acquisition_provenance;
    return [body.step_count.value, source, modality] as const;
  });
  const unsigned = [
    [4321, 'another system, imported into Ayumi', 'self-reported'],
    [1234, 'Ayumi, unsigned', 'self-reported'],
  ];
  expect(sources).toEqual(expect.arrayContaining(unsigned));
  const rest = sources.filter(([value]) => value !== 4321 && value !== 1234);
  expect(new Set(rest.map(([, source, modality]) => `${source} ${modality}`))).toEqual(new Set(['Ayumi sensed']));
  const reported = lines(await exported('ieee1752'))
    .map((line) => ieeeSchema.parse(line))
    .filter(({ header }) => header.modality === 'self-reported');
  expect(reported.map(({ body }) => body.base_movement_quantity.value).sort()).toEqual([1234, 4321]);
  const named = senmlSchema
    .parse(JSON.parse(await exported('senml')))
    .map(({ n, v }) => [v, n.replace(/^px\w+/, 'px')]);
  expect(named.filter(([, name]) => name !== 'px/steps/P1D').sort()).toEqual([
    [1234, 'px/steps/P1D/unsigned'],
    [4321, 'px/steps/P1D/unsigned'],
  ]);
});

test('the validator tells a wrong observation from a right one', async () => {
  using records = new SampleRecords();
  const [right] = lines(await records.exported('days', 'fhir')) as [Readonly<Record<string, unknown>>];
  expect(faultsOf(right)).toEqual([]);
  const withoutCode = Object.fromEntries(Object.entries(right).filter(([name]) => name !== 'code'));
  for (const wrong of [
    withoutCode,
    { ...right, status: 'done' },
    { ...right, steps: 1 },
    { ...right, category: 'activity' },
  ])
    expect(faultsOf(wrong)).not.toEqual([]);
});

test('a record keeps its id from file to file, so that a later one puts an earlier one right; no two share one', async () => {
  using records = new SampleRecords();
  const idsOf = async (format: 'fhir' | 'omh') =>
    (
      lines(await records.exported('intervals', format)) as {
        readonly id?: string;
        readonly header?: { readonly id: string };
      }[]
    ).map(({ id, header }) => id ?? header?.id);
  const first = await idsOf('fhir');
  expect(await idsOf('fhir')).toEqual(first);
  expect(new Set(first).size).toBe(first.length);
  expect(first).toEqual(expect.arrayContaining(await idsOf('omh')));
  // RFC 9562, version 5: the variant and version bits, and another id for another name.
  expect(recordId('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(recordId('b')).not.toBe(recordId('a'));
});

test('points go out as CSV and in no other form', async () => {
  const point = { id: 1, account: 'pedometer', kind: 'credit', rule: '=cmd', ruleVersion: 1, atMs: 0 };
  using records = new SampleRecords([
    { ...point, participant: anna, date: date(0), points: -20 },
    { ...point, id: 2, participant: bert, date: date(9), points: 5 },
  ]);
  const csv = await records.exported('points', 'csv', { bom: true });
  expect(csv).toMatch(
    new RegExp(
      `^\uFEFFparticipant,.*\r\npx[0-9a-f]{24},${date(0)},pedometer,-20,credit,"'=cmd",1,1970-01-01T09:00:00\\+09:00\r\n$`,
    ),
  );
  for (const format of ['fhir', 'omh', 'ieee1752', 'senml'] as const)
    await expect(records.exported('points', format)).rejects.toThrow('format-not-for-points');
});
