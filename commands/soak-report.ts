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
  ...(findings.some(isUnjudged) ? ['メモリは判定なし: 測定が短すぎます (too short to judge memory)'] : []),
  conclusion(isFlat, findings),
];

const isUnjudged = ({ kind }: SoakFinding): boolean => kind === 'memory-unjudged';

const conclusion = (isFlat: boolean, findings: readonly SoakFinding[]): string => {
  if (!isFlat) return '平らではありません (not flat)';
  return findings.some(isUnjudged) ? '判定できたものは平らです (what could be judged is flat)' : '平らです (flat)';
};

const findingLine = (finding: SoakFinding): string => {
  const name = finding.name.padEnd(18);
  if (finding.kind === 'memory-unjudged')
    return `  ${name} ${memoryWords(finding)}, not judged (${noticedWords(finding)})`;
  const mark = finding.isFlat ? '  ' : '× ';
  if (finding.kind === 'count') return `${mark}${name} ${countWords(finding)}`;
  const slope = `${finding.mbPerHour >= 0 ? '+' : ''}${finding.mbPerHour.toFixed(1)} ± ${finding.plusMinus.toFixed(1)} MB/hour`;
  return `${mark}${name} ${memoryWords(finding)}, ${slope} (${noticedWords(finding)})`;
};

type MemoryFinding = Exclude<SoakFinding, { readonly kind: 'count' }>;

const memoryWords = ({ mbFirst, mbLast }: MemoryFinding): string =>
  `${mbFirst.toFixed(1)} → ${mbLast.toFixed(1)} MB at least`;

const noticedWords = ({ noticedMbPerHour }: MemoryFinding): string =>
  `less than ${noticedMbPerHour.toFixed(1)} MB/hour would not be noticed`;

const countWords = (finding: Extract<SoakFinding, { readonly kind: 'count' }>): string => {
  const { floorFirst, floorLast, medianFirst, medianLast, most } = finding;
  return `${floorFirst} → ${floorLast} at least, ${medianFirst} → ${medianLast} usually, ${most} at most`;
};
