/** Finding: one reason to look at a day before its steps count, with the figures by which a person understands it. */
import type { DeviceSerial, ParticipantId, PlainDateText } from '../../contract/ids.ts';

/** A day with any finding is held; none of them says that somebody cheated. */
export type Finding =
  /** More steps in a stretch of time than legs can do. The one that exceeds its limit most; `hours` has all of them. */
  | Found<'cadence', { at: string; minutes: number; steps: number; limit: number }>
  | Found<'day-steps', { steps: number; limit: number }>
  /** Hours so alike that a pendulum may have counted. They need not follow one another. */
  | Found<'even-hours', { stepsPerHour: number; differencePercent: number }>
  | Found<'even-minutes', { from: string; to: string; stepsPerMinute: number; differencePercent: number }>
  | Found<'night', { from: string; to: string; steps: number; limit: number }>
  /** From … to without an hour below `stepsPerHour`. */
  | Found<'no-pause', { from: string; to: string; stepsPerHour: number; steps: number }>
  /** Hours that are multiples of `multiple`: written by a hand rather than counted. */
  | Found<'round', { multiple: number; activeHours: number }>
  /** The same steps hour by hour as on an earlier day of the same person. */
  | Found<'repeat', { date: PlainDateText }>
  /** `days` of the last `of` ended at most `within` steps above `target`. */
  | Found<'at-target', { target: number; within: number; days: number; of: number }>
  /** Somebody else's pedometer counted the same day, and so many days in all. */
  | Found<'twin', { other: ParticipantId; steps: number; otherSteps: number; days: number }>
  /** One pedometer's steps of the same hours are on two people's loans. */
  | Found<'shared-device', { other: ParticipantId; device: DeviceSerial }>
  /** Two pedometers of this person counted at the same time: their steps may have been added twice. */
  | Found<'two-at-once', { devices: readonly DeviceSerial[]; steps: number }>;

type Found<K extends string, Figures> = Readonly<{
  kind: K;
  /** Clock hours to mark on the curve, ascending, 0 … 23. */
  hours: readonly number[];
}> &
  Readonly<Figures>;

export type FindingKind = Finding['kind'];
export type FindingOf<K extends FindingKind> = Extract<Finding, { kind: K }>;

export const findingKinds = [
  'cadence',
  'day-steps',
  'even-hours',
  'even-minutes',
  'night',
  'no-pause',
  'round',
  'repeat',
  'at-target',
  'twin',
  'shared-device',
  'two-at-once',
] as const satisfies readonly FindingKind[];
