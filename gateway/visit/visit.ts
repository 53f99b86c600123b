/**
 * Visit: what a gateway says to a pedometer, in which order, and what becomes of it when the link drops, the device falls
 * silent or talks nonsense (docs/wire.md §1.7). Decides only: `(state, input) → (state, actions)`; `conduct-visit.ts` acts.
 */
import { stepLogModel } from '../../contract/gatt.ts';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { decodeLogStatus, logStatusBytes } from '../../contract/log-status.ts';
import {
  decodeRecordAccessResponse,
  encodeRecordAccessRequest,
  recordAccessCode,
  reportOpcode,
} from '../../contract/record-access.ts';
import { emptyCollection, takeNotification, withoutAssembly, type Asked } from './collection.ts';
import { isSameDevice } from './identity.ts';
import { plainSerial, readablePercent, readableText } from './readable.ts';
import { visitLimits as limit } from './visit-limits.ts';
import {
  collectedOf,
  summaryOf,
  type Broken,
  type Collecting,
  type Identity,
  type In,
  type Measured,
  type Stored,
  type VisitState,
} from './visit-state.ts';
import type { BreakReason, Reply, VisitAction, VisitEnd, VisitInput, VisitPlan } from './visit-words.ts';

export interface VisitStep {
  readonly state: VisitState;
  readonly actions: readonly VisitAction[];
}

export const beginVisit = (plan: VisitPlan): VisitStep => ({
  state: { kind: 'connecting', plan },
  actions: [{ kind: 'connect', deadlineMs: limit.connectMs + limit.discoverMs + limit.disconnectMs }],
});

export const stepVisit = (state: VisitState, input: VisitInput): VisitStep => {
  if (input.kind === 'link-lost' || input.kind === 'timeout') return breakOff(state, input.kind);
  switch (state.kind) {
    case 'connecting':
      if (input.kind === 'not-connected') return end({ kind: 'failed', during: state.kind, because: input.fault });
      return input.kind === 'connected' ? identify(state.plan, input.attMtu) : stay(state);
    case 'identifying':
      return isReply(input) ? takeIdentity(state, input) : stay(state);
    case 'recalling':
      if (input.kind !== 'recalled') return stay(state);
      return {
        state: { ...state, kind: 'measuring', held: input.held },
        actions: [{ kind: 'read', value: 'status', deadlineMs: limit.operationMs }],
      };
    case 'measuring':
      return isReply(input) ? takeStatus(state, input) : stay(state);
    case 'reading-battery':
      return isReply(input) ? takeBattery(state, input) : stay(state);
    case 'subscribing':
      if (input.kind === 'refused') return leave(state.kind, 'refused');
      return input.kind === 'answered' ? beginReport(state, input.atMs) : stay(state);
    case 'receiving':
      return receive(state, input);
    case 'storing':
      if (input.kind === 'full') return leave(state.kind, 'outbox-full', state.broken?.isLinkLost);
      return input.kind === 'stored' ? takeStored(state) : stay(state);
    case 'receipting':
      return isReply(input) ? setTime({ ...state, isReceipted: input.kind === 'answered' }) : stay(state);
    case 'setting-time':
      if (!isReply(input)) return stay(state);
      return {
        state: { ...state, kind: 'setting-zone' },
        actions: [{ kind: 'set-zone', deadlineMs: limit.operationMs }],
      };
    case 'setting-zone':
      return isReply(input) ? part(doneWith(state)) : stay(state);
    case 'leaving':
      return isReply(input) ? end(state.end) : stay(state);
    case 'ended':
      return stay(state);
  }
};

/**
 * Serial, model and firmware are remembered by address. What is lacking is read, so much of it in one visit that the visit
 * stays within 12 requests; where the status takes two, one word less.
 */
const identify = (plan: VisitPlan, attMtu: number): VisitStep => {
  const known: Partial<Identity> =
    plan.known === undefined
      ? {}
      : {
          serial: plan.known.serial,
          ...(plan.known.model === undefined ? {} : { model: plan.known.model }),
          ...(plan.known.firmware === undefined ? {} : { firmware: plan.known.firmware }),
        };
  const readsMax = attMtu > logStatusBytes + 1 ? 2 : 1;
  const lacking = (['serial', 'model', 'firmware'] as const).filter((value) => known[value] === undefined);
  return readIdentity({ kind: 'identifying', plan, attMtu, known, lacking: lacking.slice(0, readsMax) });
};

const readIdentity = (state: In<'identifying'>): VisitStep => {
  const [value] = state.lacking;
  if (value !== undefined) return { state, actions: [{ kind: 'read', value, deadlineMs: limit.operationMs }] };
  const { serial, model, firmware } = state.known;
  if (serial === undefined) return leave(state.kind, 'bad-serial');
  const identity: Identity = { serial, model: model ?? stepLogModel, firmware };
  return {
    state: { kind: 'recalling', plan: state.plan, attMtu: state.attMtu, identity },
    actions: [{ kind: 'recall', serial }],
  };
};

const takeIdentity = (state: In<'identifying'>, input: Reply): VisitStep => {
  const [value, ...lacking] = state.lacking;
  // A device that keeps its model or firmware to itself is not asked again: the empty word is remembered.
  const text = input.kind === 'answered' ? readableText(input.bytes) : '';
  if (value !== 'serial') {
    const word = value === 'model' && text === '' ? stepLogModel : text;
    return readIdentity({
      ...state,
      lacking,
      known: value === undefined ? state.known : { ...state.known, [value]: word },
    });
  }
  const serial = deviceSerialSchema.safeParse(input.kind === 'answered' ? plainSerial(input.bytes) : '');
  if (!serial.success) return leave(state.kind, 'bad-serial');
  return readIdentity({ ...state, lacking, known: { ...state.known, serial: serial.data } });
};

const takeStatus = (state: In<'measuring'>, input: Reply): VisitStep => {
  if (input.kind === 'refused') return leave(state.kind, 'refused');
  const status = decodeLogStatus(input.bytes);
  if (status.kind === 'fault') return leave(state.kind, 'bad-status');
  if (state.plan.known !== undefined && !isSameDevice(state.plan.known, status.value)) {
    return leave(state.kind, 'other-device');
  }
  return {
    state: {
      ...state,
      kind: 'reading-battery',
      status: status.value,
      stampMs: input.wallMs,
      batteryPercent: undefined,
    },
    actions: [{ kind: 'read', value: 'battery', deadlineMs: limit.operationMs }],
  };
};

const takeBattery = (state: In<'reading-battery'>, input: Reply): VisitStep => ({
  state: {
    ...state,
    kind: 'subscribing',
    batteryPercent: input.kind === 'answered' ? readablePercent(input.bytes) : undefined,
  },
  actions: [{ kind: 'subscribe', deadlineMs: 2 * limit.operationMs }],
});

const beginReport = (measured: Measured, atMs: number): VisitStep => {
  const { held, status } = measured;
  // More confirmed than the device ever made: one of the two has forgotten. Everything is asked for; the cloud compares.
  const from = held > status.nextSequence ? status.oldestSequence : Math.max(held, status.oldestSequence);
  const asked: Asked = {
    from,
    nextSequence: status.nextSequence,
    epoch: status.epoch,
    uptimeSeconds: status.uptimeSeconds,
  };
  return request({ ...measured, asked, collection: emptyCollection(asked), requests: 0, sinceMs: atMs });
};

const request = (collecting: Collecting): VisitStep => ({
  state: { ...collecting, kind: 'receiving', requests: collecting.requests + 1 },
  actions: [
    {
      kind: 'request',
      bytes: encodeRecordAccessRequest({ kind: 'report', fromSequence: collecting.collection.contiguousEnd }),
      deadlineMs: limit.quietMs,
    },
  ],
});

const receive = (state: In<'receiving'>, input: VisitInput): VisitStep => {
  if (input.atMs - state.sinceMs > limit.reportMs) return breakOff(state, 'timeout');
  if (input.kind === 'refused') return breakOff(state, 'refused');
  if (input.kind === 'record-access') return takeResponse(state, input.bytes);
  if (input.kind !== 'page-segment') return stay(state);
  const { collection, verdict } = takeNotification(state.collection, state.asked, input.segment);
  const next = { ...state, collection };
  if (verdict === 'too-much') return breakOff(next, 'too-much');
  const wait: VisitAction = { kind: 'await', deadlineMs: limit.quietMs };
  if (verdict !== 'page') return { state: next, actions: [wait] };
  return { state: next, actions: [{ kind: 'progress', summary: summaryOf(next, false) }, wait] };
};

const takeResponse = (state: In<'receiving'>, bytes: Uint8Array): VisitStep => {
  const response = decodeRecordAccessResponse(bytes);
  if (response.kind === 'fault' || response.value.kind !== 'code' || response.value.requestOpcode !== reportOpcode) {
    return { state, actions: [{ kind: 'await', deadlineMs: limit.quietMs }] };
  }
  const { code } = response.value;
  if (code === recordAccessCode.noRecordsFound) return store(state, undefined);
  if (code !== recordAccessCode.success) return breakOff(state, 'refused');
  const isWhole = state.collection.contiguousEnd >= state.asked.nextSequence;
  if (isWhole || state.requests >= limit.requestsMax) return store(state, undefined);
  return request({ ...state, collection: withoutAssembly(state.collection) });
};

/**
 * The link dropped, the device fell silent, refused or would not stop. Before the first whole page nothing is kept. After
 * it, the pages that came go into the outbox as they are: they are signed and whole and the stamp is of this visit, so
 * nothing about them is less true; and a person at the edge of the radio's reach gets further with every try. Nothing is
 * receipted, because the link is gone or not to be trusted; the next visit asks from where these pages end.
 */
const breakOff = (state: VisitState, because: BreakReason): VisitStep => {
  const isLinkLost = because === 'link-lost';
  switch (state.kind) {
    case 'connecting':
      return end({ kind: 'failed', during: state.kind, because });
    case 'receiving':
      if (state.collection.pages.length === 0) return leave(state.kind, because, isLinkLost);
      return store(state, { during: state.kind, because, isLinkLost });
    case 'storing':
      // The disk answers even when the link does not; what it says still counts.
      return stay({ ...state, broken: state.broken ?? { during: state.kind, because, isLinkLost } });
    case 'receipting':
    case 'setting-time':
    case 'setting-zone':
      // The pages are on disk. What the display shows, and the device's light, wait for the next visit.
      return isLinkLost ? end(doneWith(state)) : part(doneWith(state));
    case 'leaving':
      return end(state.end);
    case 'ended':
      return stay(state);
    default:
      return leave(state.kind, because, isLinkLost);
  }
};

const store = (collecting: Collecting, broken: Broken | undefined): VisitStep => ({
  state: { ...collecting, kind: 'storing', broken },
  actions: [{ kind: 'store', visit: collectedOf(collecting) }],
});

const takeStored = (state: In<'storing'>): VisitStep => {
  const { broken } = state;
  if (broken !== undefined) {
    const { during, because } = broken;
    const brokenEnd: VisitEnd = { kind: 'broken', during, because, summary: summaryOf(state, false) };
    return broken.isLinkLost ? end(brokenEnd) : part(brokenEnd);
  }
  const sequence = state.collection.contiguousEnd;
  // Nothing to tell a device that has heard it before, nor below what its ring has dropped.
  if (sequence <= state.status.receiptSequence) return setTime({ ...state, isReceipted: true });
  return {
    state: { ...state, kind: 'receipting', isReceipted: false },
    actions: [{ kind: 'receipt', sequence, deadlineMs: limit.operationMs }],
  };
};

/** Only a clock that is right may set another one. */
const setTime = (state: Stored): VisitStep =>
  state.plan.clockTrusted
    ? { state: { ...state, kind: 'setting-time' }, actions: [{ kind: 'set-time', deadlineMs: limit.operationMs }] }
    : part(doneWith(state));

const leave = (during: VisitState['kind'], because: BreakReason, isLinkLost = false): VisitStep => {
  const failed: VisitEnd = { kind: 'failed', during, because };
  return isLinkLost ? end(failed) : part(failed);
};

const part = (visitEnd: VisitEnd): VisitStep => ({
  state: { kind: 'leaving', end: visitEnd },
  actions: [{ kind: 'disconnect', deadlineMs: limit.disconnectMs }],
});

const end = (visitEnd: VisitEnd): VisitStep => ({
  state: { kind: 'ended' },
  actions: [{ kind: 'end', end: visitEnd }],
});

const isReply = (input: VisitInput): input is Reply => input.kind === 'answered' || input.kind === 'refused';

const stay = (state: VisitState): VisitStep => ({ state, actions: [] });

const doneWith = (state: Stored): VisitEnd => ({
  kind: 'done',
  summary: summaryOf(state, state.isReceipted),
});
