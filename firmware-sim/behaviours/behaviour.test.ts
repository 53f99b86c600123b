/** Each misbehaviour does what its name says, alone and among others, and leaves the rest of the device truthful. */
import { describe, expect, test } from 'vitest';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { decodePage, stepsNotRecorded, verifyPage, type Page } from '../../contract/page.ts';
import { encodeRecordAccessRequest } from '../../contract/record-access.ts';
import { takeSegment, type Assembly } from '../../contract/segment.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { seededRandom } from '../../runtime/random.ts';
import { behaviourNamed, isBehaviourName } from './behaviour-catalogue.ts';
import { BehaviourStack } from './behaviour-stack.ts';
import { behaviourNames, type Behaviour, type Transmission } from './behaviour.ts';
import { batterySwapped, clockDrift, ringOverwritten, sensorFault } from './device-faults.ts';
import { linkLostMidPage, notifyWithoutEnd, repeatedSegments, slowDevice } from './link-faults.ts';
import { repeatedPages, wrongKey } from './page-faults.ts';
import { report, type Device } from './report.ts';

const hourMs = 3_600_000;
const key = new Uint8Array(32).fill(1);
const serial = deviceSerialSchema.parse('AYM-000009');
/** Enough for any truthful report of these tests. */
const transmissionsMax = 2000;

const make = (behaviours: readonly Behaviour[], hours = 240) => {
  const clock = { now: hours * hourMs, wallMs: () => clock.now };
  const stack = new BehaviourStack(behaviours);
  const source = { stepsUntil: (wallMs: number) => Math.floor(wallMs / 10_000) };
  const pedometer = stack.makePedometer({ serial, key, source, clock, poweredOnMs: 0 });
  return { device: { pedometer, behaviours: stack } satisfies Device, clock };
};

/** One visit: everything sent, until the closing indication, the end of the link, or `most` transmissions. */
const visit = (device: Device, attMtu = 247, fromSequence = 0, most = transmissionsMax): readonly Transmission[] => {
  device.behaviours.connected(device.pedometer);
  const request = encodeRecordAccessRequest({ kind: 'report', fromSequence });
  return report(device, request, attMtu).take(most).toArray();
};

const pagesIn = (sent: readonly Transmission[]): readonly Uint8Array[] => {
  let assembly: Assembly | undefined;
  const pages: Uint8Array[] = [];
  for (const transmission of sent) {
    if (transmission.kind !== 'notify') continue;
    const step = takeSegment(assembly, transmission.segment);
    assembly = step.assembly;
    if (step.outcome.kind === 'page') pages.push(step.outcome.page);
  }
  return pages;
};

const read = (bytes: Uint8Array): Page => {
  const page = decodePage(bytes);
  if (page.kind === 'fault') throw new Error(page.fault);
  return page.value;
};
const stepsIn = (sent: readonly Transmission[]) => pagesIn(sent).flatMap((page) => [...read(page).steps]);
const kindsOf = (sent: readonly Transmission[]) => [...new Set(sent.map((each) => each.kind))];
const isSigned = (page: Uint8Array) => verifyPage(page, key, serial, hmacSha256);

const truth = visit(make([]).device);

test('without behaviours the report is the pedometer’s own, closed by an indication', () => {
  expect(pagesIn(truth)).toEqual(make([]).device.pedometer.pagesFrom(0, 106));
  expect(truth.at(-1)).toEqual({ kind: 'indicate', response: Uint8Array.fromHex('06000101') });
  expect(truth).toHaveLength(4);
});

test('a lost link ends the report in the middle, and the visit after the last broken one goes through', () => {
  const { device } = make([linkLostMidPage({ visits: 2, segmentsBefore: () => 20 })]);
  for (let i = 0; i < 2; i++) {
    const sent = visit(device, 23);
    expect(sent).toHaveLength(21);
    expect(sent.at(-1)?.kind).toBe('hang-up');
    expect(pagesIn(sent)).toHaveLength(1);
  }
  expect(pagesIn(visit(device, 23))).toEqual(device.pedometer.pagesFrom(0, 117));
});

test('a battery swapped at a visit opens a new epoch in it and loses no step', () => {
  const { device } = make([batterySwapped({ when: { kind: 'visit', number: 2 } })], 240.5);
  visit(device);
  expect(device.pedometer.status().epoch).toBe(1);
  const pages = pagesIn(visit(device)).map(read);
  expect(pages.map((page) => page.epoch)).toEqual([1, 1, 1, 2]);
  expect(pages.flatMap((page) => [...page.steps]).reduce((a, b) => a + b, 0)).toBe(240.5 * 360);
  visit(device);
  expect(device.pedometer.status().epoch).toBe(2);
});

test('a battery swapped at a moment splits the log there, however late anybody looks', () => {
  const { device } = make([batterySwapped({ when: { kind: 'moment', wallMs: 100.5 * hourMs } })]);
  const pages = pagesIn(visit(device)).map(read);
  expect(pages.map(({ epoch, startSeconds, steps }) => [epoch, startSeconds, steps.length])).toEqual([
    [1, 0, 101],
    [2, 0, 106],
    [2, 106 * 3600, 34],
  ]);
});

test('a drifting clock closes more buckets in the same time', () => {
  expect(make([clockDrift(5000)]).device.pedometer.status().nextSequence).toBe(241);
});

test('a wrong key spoils every tag and nothing else', () => {
  const sent = visit(make([wrongKey(new Uint8Array(32).fill(2))]).device);
  expect(pagesIn(sent).some(isSigned)).toBe(false);
  expect(stepsIn(sent)).toEqual(stepsIn(truth));
});

test('repeated pages are the same pages, some more than once', () => {
  const pages = pagesIn(visit(make([repeatedPages(1, seededRandom(4))], 2400).device));
  const distinct = new Set(pages.map((page) => page.toHex()));
  expect(pages.length).toBeGreaterThan(distinct.size);
  expect([...distinct].toSorted()).toEqual(
    pagesIn(visit(make([], 2400).device))
      .map((page) => page.toHex())
      .toSorted(),
  );
});

test('repeated segments are passed over by who puts the pages together', () => {
  const sent = visit(make([repeatedSegments(1, seededRandom(4))]).device, 23);
  expect(sent.length).toBeGreaterThan(1.9 * visit(make([]).device, 23).length);
  expect(stepsIn(sent)).toEqual(stepsIn(truth));
});

test('a small ring has overwritten its oldest buckets and says how many', () => {
  const { device } = make([ringOverwritten(24)]);
  expect(read(pagesIn(visit(device))[0] ?? new Uint8Array()).firstSequence).toBe(216);
  expect(device.pedometer.status()).toMatchObject({ lostBuckets: 216, flags: { overwritten: true } });
});

test('a failing sensor leaves buckets that are not recorded', () => {
  const steps = stepsIn(visit(make([sensorFault((sequence) => sequence === 5)]).device));
  expect(steps.indexOf(stepsNotRecorded)).toBe(5);
  expect(steps.filter((each) => each === stepsNotRecorded)).toHaveLength(1);
});

test('a slow device says the same, with pauses, and answers late', () => {
  const { device } = make([slowDevice({ betweenNotificationsMs: 300, answerMs: 700 })]);
  const sent = visit(device);
  expect(sent.filter((each) => each.kind !== 'pause')).toEqual(truth);
  expect(sent.filter((each) => each.kind === 'pause')).toHaveLength(3);
  expect(device.behaviours.answerDelayMs()).toBe(700);
});

test('a device without an end sends its last page for ever and never says that it has done', () => {
  const sent = visit(make([notifyWithoutEnd()]).device, 23);
  expect(sent).toHaveLength(transmissionsMax);
  expect(kindsOf(sent)).toEqual(['notify']);
  expect(new Set(pagesIn(sent).map((page) => page.toHex())).size).toBe(3);
});

describe('stacked', () => {
  test('the newest has the last word', () => {
    const [older, newer] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];
    const { device } = make([wrongKey(older), ringOverwritten(10), wrongKey(newer), ringOverwritten(20)]);
    expect(device.pedometer.status().capacityBuckets).toBe(20);
    expect(pagesIn(visit(device)).every((page) => verifyPage(page, newer, serial, hmacSha256))).toBe(true);
    device.behaviours.push(wrongKey(older));
    expect(pagesIn(visit(device)).every((page) => verifyPage(page, older, serial, hmacSha256))).toBe(true);
  });

  test('they add up: what is repeated is signed with the wrong key, and slowly', () => {
    const stack = [
      wrongKey(new Uint8Array(32)),
      slowDevice({ betweenNotificationsMs: 1, answerMs: 2 }),
      repeatedPages(1, seededRandom(9)),
    ];
    const sent = visit(make(stack, 2400).device);
    expect(pagesIn(sent).some(isSigned)).toBe(false);
    expect(pagesIn(sent).length).toBeGreaterThan(pagesIn(visit(make([], 2400).device)).length);
    expect(sent.filter((each) => each.kind === 'pause')).toHaveLength(
      sent.filter((each) => each.kind === 'notify').length,
    );
  });

  test('one that is taken off leaves a truthful device', () => {
    const fault = wrongKey(new Uint8Array(32));
    const { device } = make([]);
    device.behaviours.push(fault);
    expect(pagesIn(visit(device)).some(isSigned)).toBe(false);
    device.behaviours.remove(fault);
    expect(pagesIn(visit(device)).every(isSigned)).toBe(true);
  });
});

test.each(behaviourNames)('%s can be chosen by name, and the same seed draws the same', (name) => {
  expect(isBehaviourName(name)).toBe(true);
  const told = () => {
    const { device } = make([behaviourNamed(name, seededRandom(11))], 300);
    return [1, 2, 3, 4].map(() => visit(device, 64, 0, 300));
  };
  expect(told()).toEqual(told());
  const plain = make([], 300).device;
  const truthful = [1, 2, 3, 4].map(() => visit(plain, 64, 0, 300));
  if (name !== 'clock-drift') expect(told()).not.toEqual(truthful);
});

test('a name nobody has given is none', () => {
  expect(isBehaviourName('well-behaved')).toBe(false);
});
