/** Visit bench: what a visit costs on the air and at the library level, beside noble and bleno moving the same bytes bare. */
import { BareRoom } from './bare-exchange.ts';
import { VisitedRoom, type MeasuredVisit } from './visited-room.ts';

interface Case {
  readonly title: string;
  readonly hours: number;
  readonly attMtuMax: number;
}

const cases: readonly Case[] = [
  { title: '30 days', hours: 720, attMtuMax: 247 },
  { title: '30 days', hours: 720, attMtuMax: 23 },
  { title: 'a week', hours: 168, attMtuMax: 247 },
  { title: 'a week', hours: 168, attMtuMax: 23 },
];
const rounds = 30;
/** Not counted: the machine is still compiling. */
const roundsWarm = 5;

/** In turns, as the machine is shared. */
const measure = async (visited: VisitedRoom, bare: BareRoom, times: number) => {
  const visits: MeasuredVisit[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < times; round++) {
    const visit = await visited.visit();
    visits.push(visit);
    bareMs.push(await bare.exchange(visit.notifiedBytes));
  }
  return { visits, bareMs };
};

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * q) - 1] ?? NaN;

const libraryLevel = async ({ hours, attMtuMax }: Case) => {
  await using visited = await VisitedRoom.open({ hours, attMtuMax, speed: Infinity });
  await using bare = await BareRoom.open(attMtuMax, Infinity);
  await measure(visited, bare, roundsWarm);
  return await measure(visited, bare, rounds);
};

const lifesSpeed = async ({ hours, attMtuMax }: Case) => {
  await using visited = await VisitedRoom.open({ hours, attMtuMax, speed: 1 });
  await using bare = await BareRoom.open(attMtuMax, 1);
  const { visits, bareMs } = await measure(visited, bare, 1);
  return {
    visitMs: quantile(
      visits.map(({ durationMs }) => durationMs),
      1,
    ),
    bareMs: quantile(bareMs, 1),
  };
};

const report = async (each: Case): Promise<void> => {
  const { visits, bareMs } = await libraryLevel(each);
  const life = await lifesSpeed(each);
  const durations = visits.map(({ durationMs }) => durationMs);
  const [first] = visits;
  if (first === undefined) return;
  const { notifications, requests, notifiedBytes, link } = first;
  const { packets, airtimeUs, events, connectedUs } = link.traffic;
  const p50 = quantile(durations, 0.5);
  const bareP50 = quantile(bareMs, 0.5);
  console.log(
    `visit    ${each.title} (${each.hours} + 1 buckets), MTU ${each.attMtuMax} | ` +
      `${notifications} notifications (${notifiedBytes} B), ${requests} ATT requests after discovery | ` +
      `${packets} packets, ${(airtimeUs / 1000).toFixed(1)} ms airtime in ${events} events over ${(connectedUs / 1e6).toFixed(2)} s at 30 ms | ` +
      `library level p50 ${p50.toFixed(1)} ms, p99 ${quantile(durations, 0.99).toFixed(1)} ms of ${rounds} | ` +
      `bare p50 ${bareP50.toFixed(1)} ms, p99 ${quantile(bareMs, 0.99).toFixed(1)} ms | ratio ${(p50 / bareP50).toFixed(1)} | ` +
      `at life's speed ${(life.visitMs / 1000).toFixed(2)} s, bare ${(life.bareMs / 1000).toFixed(2)} s`,
  );
};

for (const each of cases) await report(each);
