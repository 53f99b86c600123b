/** SenML format: one pack of RFC 8428 as JSON, a record a line: short names and base values, as the Internet of things has them. */
import type { Trust } from '../../../contract/day-total.ts';
import { noPoints, settledStates, stepKinds, type FormatContext, type RecordFormat } from './record-format.ts';

interface Sensed {
  readonly name: string;
  /** Local midnight of its date, from which its time is counted, both in seconds. */
  readonly baseSeconds: number;
  readonly startSeconds: number;
  readonly steps: number;
}

/** Writes base values where they change; a comma stands before every record but the first. */
const packWriter = () => {
  let base: number | undefined;
  return (rows: readonly Sensed[]): string =>
    rows
      .map(({ name, baseSeconds, startSeconds, steps }) => {
        const isFirst = base === undefined;
        const time = startSeconds - baseSeconds;
        const record = {
          ...(isFirst ? { bu: 'count' } : {}),
          ...(base === baseSeconds ? {} : { bt: baseSeconds }),
          n: name,
          ...(time === 0 ? {} : { t: time }),
          v: steps,
        };
        base = baseSeconds;
        return `${isFirst ? '' : ',\n'}${JSON.stringify(record)}`;
      })
      .join('');
};

/** ISO 8601: `PT1H`, `PT15M`, `PT90S`. */
const durationOf = (seconds: number): string => {
  if (seconds % 3600 === 0) return `PT${seconds / 3600}H`;
  return seconds % 60 === 0 ? `PT${seconds / 60}M` : `PT${seconds}S`;
};

/** Other names: what is signed and what is not are two series to whoever reads them. */
const markOf: Readonly<Record<Trust, string>> = { signed: '', unsigned: '/unsigned' };

const open = ({ pseudonyms, times }: FormatContext) => {
  const write = packWriter();
  const secondsOf = (wallMs: number): number => Math.round(wallMs / 1000);
  return {
    head: '[\n',
    days: (rows) =>
      write(
        rows.map(({ participant, date, steps, trust }) => {
          const baseSeconds = secondsOf(times.msOf(date).startMs);
          const name = `${pseudonyms.participant(participant)}/steps/P1D${markOf[trust]}`;
          return { name, baseSeconds, startSeconds: baseSeconds, steps };
        }),
      ),
    intervals: (rows) =>
      write(
        rows.map(({ participant, device, date, startMs, seconds, steps, trust }) => ({
          name: `${pseudonyms.participant(participant)}/${pseudonyms.device(device)}/steps/${durationOf(seconds)}${markOf[trust]}`,
          baseSeconds: secondsOf(times.msOf(date).startMs),
          startSeconds: secondsOf(startMs),
          steps,
        })),
      ),
    points: noPoints,
    tail: '\n]\n',
  } satisfies ReturnType<RecordFormat['open']>;
};

export const senmlFormat: RecordFormat = {
  mediaType: 'application/senml+json',
  extension: 'senml.json',
  kinds: stepKinds,
  states: settledStates,
  open: (_what, context) => open(context),
};
