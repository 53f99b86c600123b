/** Told totals: the day totals of the sample batches, printed, for processes with an environment of their own. */
import { IntakeRoom } from './intake-room.ts';
import { sampleBatch, samplePage, sampleVisitOf } from './sample-batch.ts';

using room = new IntakeRoom();
for (let day = 0; day < 4; day++) {
  const visit = sampleVisitOf([samplePage(24 * day, 24)], 24 * (day + 1) + 1);
  await room.take(sampleBatch({ seq: day, visits: [visit] }));
}
process.stdout.write(
  JSON.stringify({ totals: room.totals(), confirmed: room.confirmed(), replay: room.replay().differences }),
);
