/** Whatever volunteers, broken gateways and the desk say, it is answered, and the loans are those that one look at all of it gives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withDigest } from '../../contract/batch-digest.ts';
import { actionKinds, type CentreAction } from '../../contract/centre-action.ts';
import { deviceSerialSchema, participantIdSchema, type DeviceSerial } from '../../contract/ids.ts';
import { settle } from '../../ingest/registry/settlement.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { IntakeRoom, roomGateway, roomLoanMs, roomNowMs } from './intake-room.ts';
import { anyMutation, mutated, type Mutation } from './mutation.ts';
import { anyOddBatch, oddValue, plainBatch, replaceIn } from './odd-batch.ts';

const serials = ['AYM-000001', 'AYM-000002', 'AYM-000009'].map((serial) => deviceSerialSchema.parse(serial));
const people = ['P-0001', 'P-0002'].map((id) => participantIdSchema.parse(id));
const serial = fc.constantFrom(...serials);
const hourMs = 3_600_000;
const moment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 96 }).map((hour) => roomLoanMs + hour * hourMs) },
  fc.constantFrom(0, roomNowMs, roomNowMs + hourMs, 253_402_300_799_000),
);
const id = fc.integer({ min: 1, max: 9 }).map((n) => `a${n}`);

const anyAction: fc.Arbitrary<CentreAction> = fc
  .record({
    kind: fc.constantFrom(...actionKinds),
    said: fc.record({
      id,
      at: moment,
      trusted: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
    device: serial,
    replacement: serial,
    participant: fc.constantFrom(...people),
    sequence: fc.option(fc.nat(90)),
    action: id,
  })
  .map(({ kind, said, device, replacement, participant, sequence, action }) => {
    const bucket = { at: said.at, epoch: 1, nextSequence: 5 };
    switch (kind) {
      case 'lend':
        return { ...said, kind, device, participant, visit: null };
      case 'return':
        return { ...said, kind, device, sequence };
      case 'lost':
      case 'found':
        return { ...said, kind, device };
      case 'exchange':
        return { ...said, kind, device, replacement, participant, reason: 'other', sequence, visit: null };
      case 'swap':
        return { ...said, kind, device, before: bucket, after: { ...bucket, uptimeSeconds: 9 }, uncertain: null };
      case 'undo':
        return { ...said, kind, action };
    }
  });

const anyMessage: fc.Arbitrary<Uint8Array> = fc
  .record({
    seq: fc.nat(6),
    actions: fc.array(anyAction, { minLength: 1, maxLength: 4 }),
    hasDigest: fc.boolean(),
    replaced: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      fc.array(fc.record({ at: fc.nat(0xffff), value: oddValue }), { maxLength: 2 }),
    ),
    mutations: fc.oneof(
      { weight: 6, arbitrary: fc.constant<readonly Mutation[]>([]) },
      fc.array(anyMutation, { maxLength: 2 }),
    ),
  })
  .map(({ seq, actions, hasDigest, replaced, mutations }) => {
    const sentAt = new Date(roomLoanMs).toISOString();
    const json: unknown = JSON.parse(JSON.stringify({ v: 1, gateway: roomGateway, boot: 'b', seq, sentAt, actions }));
    for (const { at, value } of replaced) replaceIn(json, at, value);
    const text = JSON.stringify(json);
    return mutated(hasDigest ? withDigest(text, sha256) : new TextEncoder().encode(text), mutations, [plainBatch]);
  });

type Deed =
  | { readonly kind: 'settle'; readonly nth: number; readonly hour: number | undefined }
  | { readonly kind: 'undo'; readonly nth: number }
  | { readonly kind: 'status'; readonly device: DeviceSerial }
  | { readonly kind: 'register' | 'retry' };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constant('settle' as const),
    nth: fc.nat(9),
    hour: fc.option(fc.integer({ min: 0, max: 96 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('undo' as const), nth: fc.nat(20) }),
  fc.record({ kind: fc.constant('status' as const), device: serial }),
  fc.record({ kind: fc.constantFrom('register' as const, 'retry' as const) }),
);

const perform = ({ store }: IntakeRoom, deed: Deed): void => {
  const { registry, derivation } = store;
  if (deed.kind === 'settle') {
    const held = store.heldHandOvers();
    const decision = deed.hour === undefined ? 'discard' : { atMs: roomLoanMs + deed.hour * hourMs };
    store.settleHeld(held[deed.nth % Math.max(1, held.length)]?.id ?? 0, decision, 'clerk');
  } else if (deed.kind === 'undo') {
    registry.atomically(() => registry.handOvers.undo(deed.nth, 'clerk'));
  } else if (deed.kind === 'status') {
    registry.setDeviceStatus(deed.device, 'in-stock');
  } else if (deed.kind === 'retry') {
    const [item] = derivation.quarantine.waiting();
    if (item !== undefined) store.retry({ item: item.id, by: 'clerk', reason: 'again' });
  } else {
    const [known] = registry.participants();
    const device = registry.deviceOf(serials[0] ?? ('' as DeviceSerial));
    registry.atomically(() => {
      for (const each of people) if (known !== undefined) registry.putParticipant({ ...known, id: each });
      for (const each of serials) {
        if (device !== undefined) registry.putDevice({ ...(registry.deviceOf(each) ?? device), serial: each });
      }
    });
  }
};

interface Step {
  readonly name: 'visits' | 'actions';
  readonly payload: Uint8Array;
}

const takeAll = async (row: readonly (Step | Deed)[]): Promise<void> => {
  using room = new IntakeRoom();
  for (const each of row) {
    if ('payload' in each) {
      const { counted, receipts } = await room.take(each.payload, roomGateway, each.name);
      expect(counted).toHaveLength(1);
      expect(receipts.length).toBeLessThanOrEqual(1);
    } else perform(room, each);
  }
  const { registry } = room.store;
  expect(room.store.heldHandOvers().filter(({ held }) => held === 'not-settled')).toEqual([]);
  const said = serials.flatMap((device) => registry.handOvers.table.ofDevice(device));
  const counted = said.filter(({ held, undoneBy }) => held === null && undoneBy === null);
  const { loans } = settle([...new Map(counted.map((each) => [each.id, each])).values()]);
  const plain = (all: readonly { device: string; participant: string; fromMs: number; toMs: number | null }[]) =>
    all.map(({ device, participant, fromMs, toMs }) => `${device} ${participant} ${fromMs} ${String(toMs)}`).toSorted();
  expect(plain(registry.loans())).toEqual(plain(loans));
  expect(room.replay().differences).toEqual([]);
};

test(
  'any row of visits, actions, odd and broken ones, and of what the desk says between them',
  () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ name: fc.constant('actions' as const), payload: anyMessage }) },
      { weight: 1, arbitrary: fc.record({ name: fc.constantFrom('visits', 'actions'), payload: anyOddBatch }) },
      { weight: 2, arbitrary: anyDeed },
    );
    return fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20 }), takeAll), fuzzPlan(40));
  },
  fuzzTimeoutMs,
);
