/** Replay report: what a replay found, in a few lines, with the cause of every difference, and exit code 1 without one. */
import type { ReplayResult } from './replay.ts';
import { foundCode } from './exit-codes.ts';

export const printReplay = ({ summary, short }: ReplayResult, out: string): void => {
  const { people, visits, stepsWalked, stepsTotalled, points, quarantined, wallSeconds } = summary;
  console.log(
    `${people} 人 ・ 来所 ${visits} 回 ・ 歩いた ${stepsWalked} 歩 ・ 集計 ${stepsTotalled} 歩 ・ ${points} ポイント ・ 保留 ${quarantined} 件 ・ ${wallSeconds} 秒`,
  );
  for (const { participant, walked, totalled, waiting, overwrittenMax, quarantined: reasons, unexplained } of short) {
    const causes = [
      waiting > 0 ? `まだ歩数計の中 ${waiting} 歩 (still in the pedometer)` : '',
      overwrittenMax > 0 ? `歩数計の記憶が上書きされた (overwritten in the ring, at most ${overwrittenMax})` : '',
      reasons.length > 0 ? `保留 (in quarantine): ${reasons.join(', ')}` : '',
      unexplained === 0 ? '' : `説明のつかない差 ${unexplained} 歩 (unexplained)`,
    ].filter((cause) => cause !== '');
    console.log(`  ${participant}: ${walked} → ${totalled}  ${causes.join(' ・ ')}`);
  }
  console.log(`→ ${out}`);
  const unexplained = short.filter((account) => account.unexplained !== 0);
  if (unexplained.length === 0) return;
  console.error(
    `歩いた歩数と集計が合いません: ${unexplained.length} 人 (steps walked and totalled differ without a stated cause)`,
  );
  process.exitCode = foundCode;
};
