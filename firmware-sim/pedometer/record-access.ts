/** Record access: the pedometer's side of the Record Access Control Point as a pure state machine (docs/wire.md §1.5). */
import { attError } from '../../contract/gatt.ts';
import {
  decodeRecordAccessRequest,
  encodeRecordAccessResponse,
  recordAccessCode,
  reportOpcode,
  type RecordAccessCode,
  type RecordAccessRequest,
} from '../../contract/record-access.ts';

const abortOpcode = 0x03;

/** What the machine needs of the pedometer, and of the link to it. */
export interface RecordSource {
  /** The notifications that carry every page from `sequence` on. */
  segmentsFrom(sequence: number): readonly Uint8Array[];
  countFrom(sequence: number): number;
}

export type RecordAccessState =
  | { readonly kind: 'idle' }
  /** The driver gives a report `recordAccessTimeoutMs` from its first moment on and then says `timeout`. */
  | { readonly kind: 'reporting'; readonly segments: readonly Uint8Array[]; readonly sent: number };

export type RecordAccessInput =
  | { readonly kind: 'request'; readonly bytes: Uint8Array; readonly cccdsEnabled: boolean }
  /** The link takes one more notification. */
  | { readonly kind: 'room' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'disconnected' };

export type RecordAccessAction =
  /** Answer the write: it was understood as one. Always the first action of a request. */
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly attError: number }
  | { readonly kind: 'notify'; readonly segment: Uint8Array }
  | { readonly kind: 'indicate'; readonly response: Uint8Array };

export interface RecordAccessStep {
  readonly state: RecordAccessState;
  readonly actions: readonly RecordAccessAction[];
}

export const idleRecordAccess: RecordAccessState = { kind: 'idle' };

export const recordAccess = (
  state: RecordAccessState,
  input: RecordAccessInput,
  source: RecordSource,
): RecordAccessStep => {
  switch (input.kind) {
    case 'request':
      return takeRequest(state, input.bytes, input.cccdsEnabled, source);
    case 'room':
      return sendNext(state);
    case 'timeout':
      return state.kind === 'idle'
        ? still(state)
        : idleAfter(answer(reportOpcode, recordAccessCode.procedureNotCompleted));
    case 'disconnected':
      return idleAfter();
  }
};

const takeRequest = (
  state: RecordAccessState,
  bytes: Uint8Array,
  cccdsEnabled: boolean,
  source: RecordSource,
): RecordAccessStep => {
  if (!cccdsEnabled) return { state, actions: [{ kind: 'refuse', attError: attError.cccdImproperlyConfigured }] };
  const request = decodeRecordAccessRequest(bytes);
  const aborts = request.kind === 'decoded' && request.value.kind === 'abort';
  if (state.kind === 'reporting' && !aborts) {
    return { state, actions: [{ kind: 'refuse', attError: attError.procedureAlreadyInProgress }] };
  }
  if (request.kind === 'refused') {
    return idleAfter({ kind: 'accept' }, answer(request.refusal.requestOpcode, request.refusal.code));
  }
  return begin(state, request.value, source);
};

const begin = (state: RecordAccessState, request: RecordAccessRequest, source: RecordSource): RecordAccessStep => {
  const accept: RecordAccessAction = { kind: 'accept' };
  switch (request.kind) {
    case 'abort': {
      const code = state.kind === 'reporting' ? recordAccessCode.success : recordAccessCode.abortUnsuccessful;
      return idleAfter(accept, answer(abortOpcode, code));
    }
    case 'count': {
      const response = encodeRecordAccessResponse({ kind: 'count', buckets: source.countFrom(request.fromSequence) });
      return idleAfter(accept, { kind: 'indicate', response });
    }
    case 'report': {
      const segments = source.segmentsFrom(request.fromSequence);
      if (segments.length === 0) return idleAfter(accept, answer(reportOpcode, recordAccessCode.noRecordsFound));
      return { state: { kind: 'reporting', segments, sent: 0 }, actions: [accept] };
    }
  }
};

const sendNext = (state: RecordAccessState): RecordAccessStep => {
  if (state.kind === 'idle') return still(state);
  const segment = state.segments[state.sent];
  if (segment === undefined) return idleAfter(answer(reportOpcode, recordAccessCode.success));
  return { state: { ...state, sent: state.sent + 1 }, actions: [{ kind: 'notify', segment }] };
};

const answer = (requestOpcode: number, code: RecordAccessCode): RecordAccessAction => ({
  kind: 'indicate',
  response: encodeRecordAccessResponse({ kind: 'code', requestOpcode, code }),
});

const still = (state: RecordAccessState): RecordAccessStep => ({ state, actions: [] });

const idleAfter = (...actions: readonly RecordAccessAction[]): RecordAccessStep => ({
  state: idleRecordAccess,
  actions,
});
