/** FHIR format: one Observation of HL7 FHIR R4 a line (NDJSON), as hospitals and health records take them in bulk. */
import { dayStates, type DayState, type Trust } from '../../../contract/day-total.ts';
import { noPoints, jsonLines, stepKinds, type RecordFormat } from './record-format.ts';
import { recordId } from './record-id.ts';

const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
/** What the words of this system are found under; they resolve to nothing. */
const own = 'urn:ayumi';

/**
 * By LOINC, steps in 24 hours are a rate: UCUM `/d`, as in the physical activity guide of HL7. Those of any other time are a count in the
 * period given: UCUM `{steps}`, which is 1 with an annotation.
 */
const measures = {
  day: {
    code: { coding: [{ system: loinc, code: '41950-7', display: 'Number of steps in 24 hour Measured' }] },
    unit: { unit: 'steps/day', system: ucum, code: '/d' },
  },
  interval: {
    code: { coding: [{ system: loinc, code: '55423-8', display: 'Number of steps in unspecified time Pedometer' }] },
    unit: { unit: 'steps', system: ucum, code: '{steps}' },
  },
} as const;

const activity = [
  {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/observation-category',
        code: 'activity',
        display: 'Activity',
      },
    ],
  },
];

/** Of a day in doubt it is known that there is one, and its number is to be expected once somebody has looked. */
const statuses: Readonly<Record<DayState, 'preliminary' | 'final' | 'amended' | 'registered'>> = {
  open: 'preliminary',
  final: 'final',
  corrected: 'amended',
  held: 'registered',
};
const notYetKnown = {
  dataAbsentReason: {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
        code: 'temp-unknown',
        display: 'Temporarily Unknown',
      },
    ],
  },
} as const;

interface Measured {
  readonly id: string;
  readonly measure: keyof typeof measures;
  readonly revision?: number;
  readonly participant: string;
  /** Undefined where several of them counted. */
  readonly device: string | undefined;
  readonly start: string;
  readonly end: string;
  readonly steps: number;
  readonly state: DayState;
  readonly trust: Trust;
}

const observationOf = (measured: Measured) => {
  const { id, measure, revision, participant, device, start, end, steps, state, trust } = measured;
  const { code, unit } = measures[measure];
  return {
    resourceType: 'Observation',
    id,
    meta: {
      ...(revision === undefined ? {} : { versionId: String(revision) }),
      tag: [{ system: `${own}:trust`, code: trust }],
    },
    status: statuses[state],
    category: activity,
    code,
    subject: { type: 'Patient', identifier: { system: `${own}:participant`, value: participant } },
    effectivePeriod: { start, end },
    ...(state === 'held' ? notYetKnown : { valueQuantity: { value: steps, ...unit } }),
    ...(device === undefined
      ? {}
      : { device: { type: 'Device', identifier: { system: `${own}:pedometer`, value: device } } }),
  };
};

export const fhirFormat: RecordFormat = {
  mediaType: 'application/fhir+ndjson',
  extension: 'fhir.ndjson',
  kinds: stepKinds,
  states: dayStates,
  open: (_what, { pseudonyms, times }) => ({
    head: '',
    days: (rows) =>
      jsonLines(rows, ({ participant: whose, date, devices, revision, steps, state, trust }) => {
        const participant = pseudonyms.participant(whose);
        const [device, ...others] = devices;
        return observationOf({
          id: recordId(`${participant} ${date}`),
          measure: 'day',
          revision,
          participant,
          device: device === undefined || others.length > 0 ? undefined : pseudonyms.device(device),
          ...times.ofDate(date),
          steps,
          state,
          trust,
        });
      }),
    intervals: (rows) =>
      jsonLines(rows, ({ participant: whose, device: which, startMs, seconds, steps, state, trust }) => {
        const [participant, device] = [pseudonyms.participant(whose), pseudonyms.device(which)];
        const start = times.at(startMs);
        return observationOf({
          id: recordId(`${participant} ${device} ${start}`),
          measure: 'interval',
          participant,
          device,
          start,
          end: times.at(startMs + seconds * 1000),
          steps,
          state,
          trust,
        });
      }),
    points: noPoints,
    tail: '',
  }),
};
