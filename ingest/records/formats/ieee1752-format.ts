/** IEEE 1752.1 format: one data point of the schema physical-activity 1.0 a line; the standard has none for steps alone. */
import { pointOfDay, pointOfInterval, timeFrameOf, type DataPoint } from './data-point.ts';
import { jsonLines, noPoints, settledStates, stepKinds, type RecordFormat } from './record-format.ts';

const schema = { namespace: 'ieee', name: 'physical-activity', version: '1.0' };

const told = (point: DataPoint) => ({
  header: {
    uuid: point.id,
    schema_id: schema,
    // A pedometer writes a number down when its time is over.
    source_creation_date_time: point.end,
    modality: point.provenance.modality,
    // The standard leaves open whose data it is; Open mHealth's headers have this name for it.
    user_id: point.participant,
  },
  body: {
    activity_name: 'walking',
    effective_time_frame: timeFrameOf(point),
    base_movement_quantity: { value: point.steps, unit: 'steps' },
  },
});

export const ieee1752Format: RecordFormat = {
  mediaType: 'application/x-ndjson',
  extension: 'ieee1752.ndjson',
  kinds: stepKinds,
  states: settledStates,
  open: (_what, context) => ({
    head: '',
    days: (rows) => jsonLines(rows, (row) => told(pointOfDay(row, context))),
    intervals: (rows) => jsonLines(rows, (row) => told(pointOfInterval(row, context))),
    points: noPoints,
    tail: '',
  }),
};
