/** The visit's decisions hold under any inputs in any order, sense or nonsense. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeLogStatus } from '../../contract/log-status.ts';
import { encodeRecordAccessResponse } from '../../contract/record-access.ts';
import { cutSegments } from '../../contract/segment.ts';
import { SimulatedPedometer } from '../radio/simulated-pedometer.ts';
import { beginVisit, stepVisit, type VisitStep } from './visit.ts';
import type { VisitAction, VisitInput } from './visit-words.ts';

const pedometer = new SimulatedPedometer({ serial: 'AYM-000001', poweredOnMs: 0, pageBuckets: 4 });
pedometer.walk(...Array.from({ length: 10 }, (_, i) => i));
const uptimeMs = 20 * 3_600_000;
const segments = pedometer.pagesFrom(0).flatMap((page) => cutSegments(page, 64));

const bytes = fc.oneof(
  fc.constant(new TextEncoder().encode('AYM-000001')),
  fc.constant(pedometer.status(uptimeMs)),
  fc.uint8Array({ maxLength: 40 }),
);
const input: fc.Arbitrary<VisitInput> = fc.oneof(
  fc.record({ kind: fc.constant('connected' as const), attMtu: fc.constant(64), atMs: fc.nat(60_000) }),
  fc.record({ kind: fc.constant('not-connected' as const), fault: fc.constant('gone' as const), atMs: fc.nat(60_000) }),
  fc.record({ kind: fc.constant('answered' as const), bytes, wallMs: fc.constant(uptimeMs), atMs: fc.nat(60_000) }),
  fc.record({ kind: fc.constantFrom('refused' as const, 'stored' as const, 'full' as const), atMs: fc.nat(60_000) }),
  fc.record({ kind: fc.constant('recalled' as const), held: fc.nat(12), atMs: fc.nat(60_000) }),
  fc.record({ kind: fc.constant('page-segment' as const), segment: fc.constantFrom(...segments), atMs: fc.nat(1000) }),
  fc.record({
    kind: fc.constant('record-access' as const),
    bytes: fc.constantFrom(
      ...[1, 6, 8].map((code) => encodeRecordAccessResponse({ kind: 'code', requestOpcode: 1, code })),
    ),
    atMs: fc.nat(1000),
  }),
  fc.record({ kind: fc.constantFrom('link-lost' as const, 'timeout' as const), atMs: fc.nat(60_000) }),
);

/** Runs the machine over `inputs`, with the likely answer put in often enough to get anywhere. */
const run = (
  inputs: readonly VisitInput[],
): { readonly step: VisitStep; readonly trace: readonly (VisitAction | VisitInput)[] } => {
  let step = beginVisit({ known: undefined, rssi: -60, clockTrusted: true });
  const trace: (VisitAction | VisitInput)[] = [...step.actions];
  for (const each of inputs) {
    step = stepVisit(step.state, each);
    trace.push(each, ...step.actions);
  }
  return { step, trace };
};

/** Inputs that are mostly what was asked for, with nonsense between. */
const likely = (action: VisitAction | undefined, wild: VisitInput): VisitInput => {
  const atMs = 10;
  const answered = (answer: Uint8Array): VisitInput => ({ kind: 'answered', bytes: answer, wallMs: uptimeMs, atMs });
  switch (action?.kind) {
    case 'connect':
      return { kind: 'connected', attMtu: 64, atMs };
    case 'read':
      return answered(action.value === 'status' ? pedometer.status(uptimeMs) : new TextEncoder().encode('AYM-000001'));
    case 'recall':
      return { kind: 'recalled', held: 0, atMs };
    case 'store':
      return { kind: 'stored', atMs };
    case 'subscribe':
    case 'receipt':
    case 'set-time':
    case 'set-zone':
    case 'disconnect':
      return answered(new Uint8Array());
    default:
      return wild;
  }
};

test('a receipt is only ever written after its pages were stored, and never beyond them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), input), { maxLength: 60 }), (choices) => {
      let step = beginVisit({ known: undefined, rssi: -60, clockTrusted: true });
      let asked: VisitAction | undefined = step.actions.at(-1);
      let stored = -1;
      let storing = -1;
      let ends = 0;
      for (const [isWild, wild] of choices) {
        const next = isWild ? wild : likely(asked, wild);
        if (next.kind === 'stored' && step.state.kind === 'storing') stored = storing;
        step = stepVisit(step.state, next);
        for (const action of step.actions) {
          if (action.kind === 'store') storing = action.visit.contiguousEnd;
          if (action.kind === 'receipt') expect(action.sequence).toBeLessThanOrEqual(stored);
          if (action.kind === 'end') ends += 1;
          if (action.kind !== 'progress') asked = action;
        }
      }
      expect(ends).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});

test('three deadlines passing in a row end any visit that is not waiting for the disk', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      let { step } = run(inputs);
      for (let i = 0; i < 3; i++) {
        const answer: VisitInput =
          step.state.kind === 'storing' ? { kind: 'stored', atMs: 0 } : { kind: 'timeout', atMs: 0 };
        step = stepVisit(step.state, answer);
      }
      expect(step.state.kind).toBe('ended');
    }),
    { numRuns: 500 },
  );
});

test('a lost link ends a visit at once unless pages are on their way to the disk', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      let { step } = run(inputs);
      step = stepVisit(step.state, { kind: 'link-lost', atMs: 0 });
      if (step.state.kind === 'storing') step = stepVisit(step.state, { kind: 'stored', atMs: 0 });
      expect(step.state.kind).toBe('ended');
      expect(step.actions.some((action) => action.kind === 'disconnect')).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a report that drips in for longer than a pedometer may take is broken off, with what came', () => {
  let step = beginVisit({ known: undefined, rssi: -60, clockTrusted: true });
  while (step.state.kind !== 'receiving') {
    step = stepVisit(step.state, likely(step.actions.at(-1), { kind: 'timeout', atMs: 0 }));
  }
  const [first = new Uint8Array(), second = new Uint8Array()] = segments;
  step = stepVisit(step.state, { kind: 'page-segment', segment: first, atMs: 31_000 });
  expect(step.state).toMatchObject({ kind: 'receiving', collection: { pages: [expect.anything()] } });
  step = stepVisit(step.state, { kind: 'page-segment', segment: second, atMs: 33_000 });
  expect(step.state).toMatchObject({ kind: 'storing', broken: { because: 'timeout' } });
});

test('every action that asks something of the radio has a deadline', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      const free = ['recall', 'progress', 'store', 'end'];
      for (const each of run(inputs).trace) {
        if (!('atMs' in each) && !free.includes(each.kind))
          expect('deadlineMs' in each && each.deadlineMs > 0).toBe(true);
      }
    }),
  );
});

test('a status whose numbers contradict one another is not acted upon', () => {
  const status = encodeLogStatus({
    flags: { clockSet: false, overwritten: false, batteryLow: false },
    epoch: 1,
    bucketSeconds: 3600,
    capacityBuckets: 10,
    oldestSequence: 9,
    nextSequence: 4,
    displayClockSeconds: 0,
    uptimeSeconds: 1,
    openSteps: 0,
    receiptSequence: 0,
    lostBuckets: 0,
  });
  const atMs = 0;
  const { step } = run([
    { kind: 'connected', attMtu: 64, atMs },
    { kind: 'answered', bytes: new TextEncoder().encode('AYM-000001'), wallMs: 0, atMs },
    { kind: 'answered', bytes: new TextEncoder().encode('steplog-1'), wallMs: 0, atMs },
    { kind: 'recalled', held: 0, atMs },
    { kind: 'answered', bytes: status, wallMs: 0, atMs },
  ]);
  expect(step.state).toMatchObject({ kind: 'leaving', end: { because: 'bad-status' } });
});
