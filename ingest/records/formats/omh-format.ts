/** Open mHealth format: one data point of the schema step-count 3.0 a line, with a header of version 1.2 (openmhealth.org). */
import { pointOfDay, pointOfInterval, timeFrameOf, type DataPoint } from './data-point.ts';
import { jsonLines, noPoints, settledStates, stepKinds, type RecordFormat } from './record-format.ts';

const schema = { namespace: 'omh', name: 'step-count', version: '3.0' };

const told = (madeAt: string) => (point: DataPoint) => ({
  header: {
    id: point.id,
    creation_date_time: madeAt,
    schema_id: schema,
    // A pedometer writes a number down when its time is over.
    acquisition_provenance: {
      source_name: point.provenance.source,
      source_creation_date_time: point.end,
      modality: point.provenance.modality,
    },
    user_id: point.participant,
  },
  body: { step_count: { value: point.steps, unit: 'steps' }, effective_time_frame: timeFrameOf(point) },
});

export const omhFormat: RecordFormat = {
  mediaType: 'application/x-ndjson',
  extension: 'omh.ndjson',
  kinds: stepKinds,
  states: settledStates,
  open: (_what, context) => {
    const tell = told(context.times.at(context.madeAtMs));
    return {
      head: '',
      days: (rows) => jsonLines(rows, (row) => tell(pointOfDay(row, context))),
      intervals: (rows) => jsonLines(rows, (row) => tell(pointOfInterval(row, context))),
      points: noPoints,
      tail: '',
    };
  },
};
