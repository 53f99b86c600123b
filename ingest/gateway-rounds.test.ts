/** Promises of gateway rounds: everybody is told in turn, whoever brought something first, and those who write are not held up. */
import { beforeEach, expect, it } from 'vitest';
import type { GatewayId } from '../contract/ids.ts';
import { silentLog } from '../runtime/log.ts';
import { GatewayRounds } from './gateway-rounds.ts';

const [one, two, three] = ['gw-1', 'gw-2', 'gw-3'] as GatewayId[] as [GatewayId, GatewayId, GatewayId];
const tellingMs = 40;

/** Sleepers wake one after the other, as fast as the machine goes. */
class FastClock {
  nowMs = 0;
  wallMs = (): number => this.nowMs;
  monotonicMs = (): number => this.nowMs;
  async sleep(durationMs: number): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
    this.nowMs += durationMs;
  }
}

let clock: FastClock;
let told: { readonly gateway: GatewayId; readonly atMs: number }[];
let isBusy: boolean;
let knownAs: number;
beforeEach(() => {
  [clock, told, isBusy, knownAs] = [new FastClock(), [], false, 1];
});

const open = (onTold: (gateway: GatewayId) => void = () => undefined): GatewayRounds =>
  new GatewayRounds({
    called: 'news',
    gateways: () => [one, two, three],
    knownAs: () => String(knownAs),
    tell: (gateway) => {
      clock.nowMs += tellingMs;
      onTold(gateway);
      told.push({ gateway, atMs: clock.nowMs });
    },
    isBusy: () => isBusy,
    clock,
    log: silentLog,
  });
const names = (): readonly GatewayId[] => told.map(({ gateway }) => gateway);

it('tells everybody at the start, and nobody again where nothing has changed', async () => {
  await using rounds = open();
  rounds.begin();
  await expect.poll(names).toEqual([one, two, three]);
  rounds.changed();
  await rounds.go();
  expect(names()).toEqual([one, two, three]);
});

it('tells whoever brought something first, a second after the first of a burst, and then everybody', async () => {
  await using rounds = open();
  rounds.changed([three]);
  rounds.changed([three]);
  await expect.poll(names).toEqual([three, one, two, three]);
  expect(told[0]?.atMs).toBe(1_000 + tellingMs);
});

it('lets whoever brought something in between a round that is under way', async () => {
  isBusy = true;
  await using rounds: GatewayRounds = open((gateway) => {
    if (gateway === one) rounds.changed([three]);
  });
  rounds.begin();
  // 800 ms of rest after each: the second is over when two have been told.
  await expect.poll(names).toEqual([one, two, three, three]);
});

it('takes a twentieth of the time as long as somebody waits to be written, and half of it when nobody does', async () => {
  await using rounds = open();
  await rounds.go();
  isBusy = true;
  knownAs = 2;
  await rounds.go();
  const gaps = told.slice(1).map(({ atMs }, i) => atMs - (told[i]?.atMs ?? 0) - tellingMs);
  expect(gaps).toEqual([tellingMs, tellingMs, tellingMs, 20 * tellingMs, 20 * tellingMs]);
});

it('leaves twenty times the time of a round until the next', async () => {
  await using rounds = open();
  await rounds.go();
  const overMs = clock.nowMs;
  knownAs = 2;
  rounds.changed();
  await expect.poll(() => told.length).toBe(6);
  expect((told[3]?.atMs ?? 0) - tellingMs - overMs).toBe(20 * 3 * tellingMs);
});

it('leaves as much time when something has changed while a round was under way', async () => {
  await using rounds: GatewayRounds = open((gateway) => {
    if (gateway !== two || knownAs > 1) return;
    knownAs += 1;
    rounds.changed();
  });
  rounds.begin();
  await expect.poll(() => told.length).toBe(6);
  // Three of 40 ms, each rested from before the next.
  const overMs = told[2]?.atMs ?? 0;
  expect((told[3]?.atMs ?? 0) - tellingMs - overMs).toBe(tellingMs + 20 * 3 * tellingMs);
});

it('begins a round of everybody when a disk that refused takes things again', async () => {
  let refusals = 2;
  await using rounds = open(() => {
    if (refusals-- > 0) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  });
  rounds.begin();
  await expect.poll(names).toEqual([one, two, three]);
});
