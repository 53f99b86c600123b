/** Record answers: the records API answered from the cloud's store, and from the ledger where there is one. */
import type { RecordAnswers } from '../../contract/records.ts';
import { PseudonymLook } from './pseudonym-look.ts';
import { RecordExporter } from './record-exporter.ts';
import { RecordLists } from './record-lists.ts';
import { RecordSteps } from './record-steps.ts';
import type { RecordWorld } from './record-world.ts';

export const recordAnswers = (world: RecordWorld): RecordAnswers => {
  const steps = new RecordSteps(world);
  const lists = new RecordLists(world, steps);
  const exporter = new RecordExporter(world, steps);
  const look = new PseudonymLook(world, exporter);
  const { log, recipients } = exporter;
  return {
    dayTotals: ({ query }) => lists.dayTotals(query),
    intervals: ({ query }) => lists.intervals(query),
    points: ({ query }) => lists.points(query),
    centres: () => lists.centres(),
    pedometers: ({ query }) => lists.pedometers(query),
    exports: ({ query }) => ({
      exports: [...log.page(query.from)],
      total: log.count(),
      recipients: [...recipients.names()],
    }),
    previewExport: ({ body }) => exporter.preview(body),
    orderExport: ({ body }) => exporter.order(body, 'desk'),
    exportFile: ({ path }) => exporter.file(path.id),
    lookUp: ({ body }) => look.lookUp(body),
  };
};
