/** Restored words: what somebody who has restored a backup has to know: how far it goes, what comes back, and what does not. */
import type { KeptBackup } from '../ingest/jobs/backup/backup-folder.ts';
import type { Restored } from '../ingest/jobs/backup/restore-backup.ts';

export const restoredLines = (
  { name, manifest }: KeptBackup,
  dataPath: string,
  { lost, aside }: Restored,
  webhooks: readonly string[],
): readonly string[] => [
  `${name} を ${dataPath} に もどしました (restored). ${manifest.at} までの ことを 知っています (it knows what was known by then).`,
  ...(aside === undefined ? [] : [`  前のデータベース (the former databases): ${aside}`]),
  ...lostLines(lost),
  '  もどってくるもの: 送信箱に残っている分は、ゲートウェイが送りなおします。受領ずみの分は、歩数計の記憶にあるかぎり、次の来所で もう一度 読みます。ポイントの歩数分は、自動で計算されます。',
  '  (comes back by itself: what gateways still hold; what pedometers still remember, at their next visit; the points of steps)',
  '  もどらないもの: そのあと窓口で入れたこと (活動・判断・移動・名簿・貸出)。紙から 入れなおしてください。',
  '  (does not come back: what clerks entered since, at either desk. Enter it again, from paper)',
  ...webhooks.map(
    (webhook) =>
      `  ${webhook}: そのあとに送った歩数は、相手に残っています。相手にも知らせてください (has been sent totals that this cloud no longer knows of: tell whoever runs it)`,
  ),
];

const lostLines = (lost: Restored['lost']): readonly string[] => {
  if (lost === undefined) return [];
  if (lost === null)
    return ['  前のデータベースは読めません。失われた数は わかりません (what is lost cannot be counted).'];
  const { facts, registerChanges, deskRequests, entries } = lost;
  return [
    `  このバックアップのあとの分 (since then): 受付簿 ${facts} 件 ・ 記帳 ${entries} 件 ・ 窓口 ${deskRequests} 件 ・ 名簿の変更 ${registerChanges} 件`,
    `  (${facts} facts, ${entries} ledger entries, ${deskRequests} things entered at the desk, ${registerChanges} changes of the register)`,
  ];
};
