/** Soak report: the verdict of a soak as lines for people. */
import type { SoakResult } from './soak.ts';
import type { SoakFinding, SoakVerdict } from './soak-verdict.ts';

/** True where everything is flat and the books are right. */
export const isSoakPassed = ({ verdict, books }: SoakResult): boolean =>
  verdict?.isFlat === true && books.wrongs.length === 0;

export const soakReport = ({ verdict, books }: SoakResult): readonly string[] => [
  '',
  ...(verdict === undefined
    ? ['判定なし: 測定が短すぎます (no verdict: too few samples after the warm-up)']
    : judged(verdict)),
  '',
  `帳簿: 輪に残る ${books.buckets} 時間分を照合、受付 ${books.facts} 件、${books.points} ポイント (books: ${books.buckets} hours in the rings compared, ${books.facts} facts replayed, ${books.points} points)`,
  ...(books.wrongs.length === 0
    ? ['  すべて合っています (everything arrived once, and the ledger holds)']
    : books.wrongs.map((wrong) => `  × ${wrong}`)),
];

const judged = ({ isFlat, samples, findings }: SoakVerdict): readonly string[] => [
  `ウォームアップ後の ${samples} 回の測定 (of ${samples} samples after the warm-up):`,
  ...findings.map(findingLine),
  isFlat ? '平らです (flat)' : '平らではありません (not flat)',
];

const findingLine = (finding: SoakFinding): string => {
  const mark = finding.isFlat ? '  ' : '× ';
  const name = finding.name.padEnd(18);
  if (finding.kind === 'count')
    return `${mark}${name} ${finding.floorFirst} → ${finding.floorLast} at least, ${finding.most} at most`;
  const slope = `${finding.mbPerHour >= 0 ? '+' : ''}${finding.mbPerHour.toFixed(1)} ± ${finding.plusMinus.toFixed(1)} MB/hour`;
  const noticed = `less than ${finding.noticedMbPerHour.toFixed(1)} would not be noticed`;
  return `${mark}${name} ${finding.mbFirst.toFixed(1)} → ${finding.mbLast.toFixed(1)} MB at least, ${slope} (${noticed})`;
};
