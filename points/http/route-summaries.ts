/** Route summaries: what each address of an API for clerks and analysts is for, in one line of each language, for the description of the API. */
import type { AnalysisRouteName } from '../../contract/analysis.ts';
import type { DeskRouteName } from '../../contract/desk.ts';
import type { ImportsRouteName } from '../../contract/imports.ts';
import type { JobsRouteName } from '../../contract/jobs.ts';
import type { RegisterRouteName } from '../../contract/register.ts';
import type { Said } from '../../contract/desk-terms.ts';

const said = (ja: string, en: string): Said => ({ ja, en });

const desk: Readonly<Record<DeskRouteName, Said>> = {
  programme: said('事業の名前・口座・活動を読む', 'Read the programme: its name, accounts and activities'),
  participants: said('参加者をさがす', 'Find participants'),
  person: said('一人の残高と記帳を読む', 'Read one person’s balances and entries'),
  day: said('その日のポイントの理由を読む', 'Read why a day has the points it has'),
  statement: said('一人の明細を読む', 'Read one person’s statement'),
  held: said('確かめる日の一覧を読む', 'List the days that wait for a decision'),
  evidence: said('確かめる日の材料を読む', 'Read the evidence about such a day'),
  groups: said('団体を読む', 'List groups'),
  codes: said('二次元コードを読む', 'List codes'),
  code: said('二次元コードの印刷面を読む', 'Read the sheet of a code'),
  previewDecision: said('決めるとどうなるか確かめる', 'See what a decision would change'),
  previewClaim: said('活動を入れるとどうなるか確かめる', 'See what entering an activity would give'),
  previewCode: said('二次元コードの中身を確かめる', 'See what a code says'),
  previewStamps: said('スタンプを入れるとどうなるか確かめる', 'See what keying in stamps would give'),
  previewTransfer: said('ポイントを移すとどうなるか確かめる', 'See what moving paper points would do'),
  previewAttendance: said('出席を入れるとどうなるか確かめる', 'See what entering an attendance would give'),
  decide: said('確かめる日のことを決める', 'Decide about a day'),
  undoDecision: said('決めたことを取り消す', 'Take a decision back'),
  claim: said('活動を記録する', 'Enter an activity'),
  voidClaim: said('活動の記録を取り消す', 'Take an activity back'),
  stamps: said('紙のスタンプを記録する', 'Key in stamps of a paper card'),
  transfer: said('紙のポイントを移す', 'Move paper points to the pedometer'),
  openGroup: said('団体を登録する', 'Register a group'),
  closeGroup: said('団体の登録を終える', 'Close a group'),
  attendance: said('団体の出席を記録する', 'Enter who attended a group'),
  makeCodes: said('二次元コードを作る', 'Make codes'),
  revokeCode: said('二次元コードを使えなくする', 'Revoke a code'),
};

const register: Readonly<Record<RegisterRouteName, Said>> = {
  centres: said('拠点の一覧を読む', 'List centres'),
  stock: said('拠点ごとの在庫を読む', 'Read the stock of each centre'),
  participants: said('登録されている人をさがす', 'Find registered people'),
  participant: said('一人の登録と貸し借りを読む', 'Read one person’s entry, loans and history'),
  pedometers: said('歩数計をさがす', 'Find pedometers'),
  pedometer: said('一台の歩数計の登録と貸し借りを読む', 'Read one pedometer’s entry, loans and history'),
  proposal: said('次にあく番号を読む', 'Read the next free numbers'),
  heldHandOvers: said('確かめを待つ受け渡しを読む', 'List hand-overs that wait to be settled'),
  gateways: said('読み取り機の一覧を読む', 'List gateways'),
  changes: said('窓口の変更の記録を読む', 'Read what the desk has changed'),
  cards: said('拠点の参加者カードを読む', 'Read the cards of a centre’s participants'),
  labels: said('拠点の歩数計のシールを読む', 'Read the labels of a centre’s pedometers'),
  exportTable: said('登録の表をCSVで受けとる', 'Fetch a table of the register as CSV'),
  previewLend: said('貸すとどうなるか確かめる', 'See what lending would change'),
  previewTakeBack: said('返してもらうとどうなるか確かめる', 'See what taking back would change'),
  previewCorrection: said('貸した時刻を直すとどうなるか確かめる', 'See what correcting a loan would change'),
  previewUndo: said('受け渡しを取り消すとどうなるか確かめる', 'See what undoing a hand-over would change'),
  previewSettle: said('受け渡しの時刻を決めるとどうなるか確かめる', 'See what settling a hand-over would change'),
  previewAddParticipant: said('参加者を登録するとどうなるか確かめる', 'See what registering a person would do'),
  previewEditParticipant: said('参加者の登録を直すとどうなるか確かめる', 'See what editing a person would do'),
  previewAddPedometer: said('歩数計を登録するとどうなるか確かめる', 'See what registering a pedometer would do'),
  previewEditPedometer: said('歩数計の登録を直すとどうなるか確かめる', 'See what editing a pedometer would do'),
  previewImport: said('表を取りこむとどうなるか確かめる', 'See what importing a table would do'),
  lend: said('歩数計を貸す', 'Lend a pedometer'),
  takeBack: said('歩数計を返してもらう', 'Take a pedometer back'),
  correct: said('貸した時刻を直す', 'Correct the times of a loan'),
  undo: said('受け渡しを取り消す', 'Undo a hand-over'),
  settle: said('受け渡しの時刻を決める', 'Say when a held hand-over happened'),
  discard: said('受け渡しを使わないと決める', 'Say that a held hand-over does not count'),
  addParticipant: said('参加者を登録する', 'Register a person'),
  editParticipant: said('参加者の登録を直す', 'Edit a person’s entry'),
  addPedometer: said('歩数計を登録する', 'Register a pedometer'),
  editPedometer: said('歩数計の登録を直す', 'Edit a pedometer’s entry'),
  addCentre: said('拠点を登録する', 'Register a centre'),
  editCentre: said('拠点の名前を直す', 'Edit a centre'),
  addGateway: said('読み取り機を登録する', 'Register a gateway; its secret is answered once'),
  editGateway: said('読み取り機の拠点を変える', 'Move a gateway to another centre'),
  renewGateway: said('読み取り機の合言葉を作りなおす', 'Give a gateway a new secret'),
  importTable: said('表を取りこむ', 'Import a table'),
};

const analysis: Readonly<Record<AnalysisRouteName, Said>> = {
  terms: said('分析に使える期間と区分を読む', 'Read the periods and groups that can be asked for'),
  participation: said('参加の段階ごとの人数を読む', 'Read how many take part, stage by stage'),
  steps: said('歩数の分布を読む', 'Read the distribution of steps'),
  hours: said('時間と曜日ごとの歩数を読む', 'Read steps by hour and weekday'),
  trend: said('それぞれの普段とくらべた推移を読む', 'Read the trend against each person’s own baseline'),
  centres: said('拠点をくらべる', 'Compare centres'),
  arrival: said('届くまでの日数と、消えそうな日数を読む', 'Read how long days take to arrive, and what is at risk'),
  quality: said('データの質を読む', 'Read the quality of the data'),
  points: said('発行と残高のポイントを読む', 'Read points issued and outstanding'),
  liability: said('引きかえの見こみを読む', 'Read the forecast of vouchers and their cost'),
  whatIf: said('規則を変えたらどうなるか試す', 'Try other rules on last year’s data'),
};

const imports: Readonly<Record<ImportsRouteName, Said>> = {
  imports: said('取りこんだ ほかの仕組みの歩数を見る', 'List what was taken in from other systems'),
  upload: said('送ったファイルを どこまで読んだか見る', 'Read how far an uploaded file has been read'),
  begin: said('ファイルを送りはじめる', 'Begin to upload a file'),
  piece: said('ファイルの続きを送る', 'Upload the next piece of a file'),
  preview: said('取りこむとどうなるか確かめる', 'See what taking a file in would do'),
  drop: said('送ったファイルを捨てる', 'Drop an uploaded file'),
  apply: said('ファイルを取りこむ', 'Take a file in'),
  undo: said('取りこみを取り消す', 'Take an import back'),
};

const jobs: Readonly<Record<JobsRouteName, Said>> = {
  jobs: said('夜の仕事のようすを見る', 'Read how the nightly work went'),
  run: said('夜の仕事を いま動かす', 'Run a piece of the nightly work now'),
};

const all: Readonly<Record<string, Readonly<Record<string, Said>>>> = { desk, register, analysis, imports, jobs };

/** Japanese first. An address that says nothing of itself is told by its path. */
export const summaryOf = (tag: string, name: string, own: Said | undefined, otherwise: string): string => {
  const told = own ?? all[tag]?.[name];
  return told === undefined ? otherwise : `${told.ja} / ${told.en}`;
};
