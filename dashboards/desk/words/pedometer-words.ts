/** Pedometer words: the register's pedometers, what a centre has in stock, the centres, their gateways, and what the desk has changed. */
import type { Standing } from '../../../contract/register-pedometer.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const pedometersJa = {
  title: (total: number, registered: number) => {
    if (registered === 0) return '歩数計は まだ登録されていません';
    return total === registered ? `歩数計が ${n(registered)}台 あります` : `${n(registered)}台のうち ${n(total)}台です`;
  },
  empty: '1台ずつ登録するか、納品の表から まとめて取りこめます。',
  nobody: 'この条件の歩数計は ありません。条件をへらすと 見つかるかもしれません。',
  search: 'シールの番号か 製造番号',
  searchHint: '読み取り機でも入れられます。',
  standingLabel: '状態',
  any: 'すべて',
  standing: {
    'in-stock': '貸せます',
    'on-loan': '貸し出し中',
    returned: '記録を待っています',
    lost: 'なくしました',
    repair: '修理中',
    retired: '使いません',
    'battery-due': '電池の交換',
    silent: '届かない',
  } satisfies Record<Standing, string>,
  column: {
    label: '番号',
    device: '製造番号',
    centre: '拠点',
    status: '状態',
    who: '持っている人',
    battery: '電池',
    heard: '最後に届いた時',
  },
  never: 'まだありません',
  percent: (percent: number) => `${n(percent)}%`,
  labelTwice: '同じ番号が もう1台あります',
  new: '新しい歩数計を登録する',
  newTitle: '新しい歩数計を 登録します',
  savedTitle: (label: string) => `歩数計 ${label}番を登録しました`,
  editedTitle: '登録を直しました',
  another: '続けて もう1台登録する',
  serial: '製造番号',
  serialHint: '歩数計の箱か裏にあります。',
  label: 'シールの番号',
  labelHint: '拠点の次の空き番号が入っています。',
  model: '機種',
  key: '鍵（64文字）',
  keyHint: '納品のときに受け取ったものです。画面には もう出ません。',
  keyEditHint: '変えるときだけ入れます。前の鍵の記録は 確かめられなくなります。',
  capacity: '覚えられる区間の数',
  seconds: '1区間の秒数',
  statusField: '窓口が決める状態',
  statusHint: '貸し出し中かどうかは 受け渡しで決まります。「貸せます」にすると、届かない記録を待たずに貸せます。',
  pageTitle: (label: string, standing: string) => `歩数計 ${label}番は ${standing}`,
  pageTitleWith: (label: string, who: string) => `歩数計 ${label}番は ${who}さんが持っています`,
  facts: {
    device: '製造番号',
    status: '状態',
    model: '機種',
    memory: '記憶',
    swapped: '電池を換えた日',
  },
  memory: (days: number) => `${n(days)}日分`,
  lend: '貸す',
  takeBack: '返してもらう',
  label1: 'シールを印刷する',
};

export const pedometersEn: typeof pedometersJa = {
  title: (total, registered) => {
    if (registered === 0) return 'No pedometer has been registered yet';
    return total === registered
      ? `There ${registered === 1 ? 'is 1 pedometer' : `are ${n(registered)} pedometers`}`
      : `${n(total)} of ${n(registered)} pedometers`;
  },
  empty: 'Register one after another, or import the list that came with the delivery.',
  nobody: 'No pedometer fits. With fewer conditions one may.',
  search: 'Number of the sticker, or serial',
  searchHint: 'A scanner can type it.',
  standingLabel: 'State',
  any: 'all',
  standing: {
    'in-stock': 'in stock',
    'on-loan': 'on loan',
    returned: 'waits for its last hours',
    lost: 'lost',
    repair: 'in repair',
    retired: 'retired',
    'battery-due': 'battery due',
    silent: 'not heard',
  },
  column: {
    label: 'Number',
    device: 'Serial',
    centre: 'Centre',
    status: 'State',
    who: 'Who has it',
    battery: 'Battery',
    heard: 'Last heard',
  },
  never: 'never',
  percent: (percent) => `${n(percent)} %`,
  labelTwice: 'another one has this number',
  new: 'Register a new pedometer',
  newTitle: 'Register a new pedometer',
  savedTitle: (label) => `Pedometer no. ${label} is registered`,
  editedTitle: 'The register was changed',
  another: 'Register another pedometer',
  serial: 'Serial',
  serialHint: 'On its box or its back.',
  label: 'Number of the sticker',
  labelHint: 'The next free number of the centre is filled in.',
  model: 'Model',
  key: 'Key (64 letters)',
  keyHint: 'As it came with the delivery. It is not shown again.',
  keyEditHint: 'Only to change it. What the old key signed cannot be checked any more.',
  capacity: 'Buckets it remembers',
  seconds: 'Seconds of a bucket',
  statusField: 'State set by the desk',
  statusHint:
    'Whether it is on loan follows from the hand-overs. “In stock” frees one whose last hours will never come.',
  pageTitle: (label, standing) => `Pedometer no. ${label}: ${standing}`,
  pageTitleWith: (label, who) => `${who} has pedometer no. ${label}`,
  facts: { device: 'Serial', status: 'State', model: 'Model', memory: 'Memory', swapped: 'Battery changed' },
  memory: (days) => `${n(days)} ${days === 1 ? 'day' : 'days'}`,
  lend: 'Lend',
  takeBack: 'Take back',
  label1: 'Print its sticker',
};

export const centresJa = {
  title: (centres: number, due: number) => {
    if (centres === 0) return '拠点は まだありません';
    return due === 0
      ? `${n(centres)}か所の拠点が そろっています`
      : `${n(centres)}か所の拠点 ・ 手当ての要る歩数計が ${n(due)}台あります`;
  },
  empty: 'はじめに 拠点をひとつ登録します。そのあと、読み取り機・歩数計・参加者の順に登録できます。',
  column: {
    centre: '拠点',
    people: '参加者',
    inStock: '貸せます',
    onLoan: '貸し出し中',
    returned: '記録待ち',
    lost: 'なくした',
    repair: '修理',
    retired: '使わない',
    batteryDue: '電池',
    silent: '届かない',
    total: '合計',
  },
  all: '合計',
  numberLabel: (centre: string, standing: string, count: number) => `${centre} ${standing} ${n(count)}台`,
  new: '新しい拠点を登録する',
  id: '拠点の記号',
  idHint: '英字と数字で。あとから変えられません。',
  name: '拠点の名前',
  saved: (name: string) => `${name}を登録しました`,
  renamed: (name: string) => `名前を ${name}に直しました`,
  rename: '名前を直す',
  renameTitle: (name: string) => `${name}の名前を直します`,
  gateways: '読み取り機を見る',
  changes: '変更の記録を見る',
};

export const centresEn: typeof centresJa = {
  title: (centres, due) => {
    if (centres === 0) return 'There are no centres yet';
    const all = `${n(centres)} ${centres === 1 ? 'centre' : 'centres'}`;
    return due === 0
      ? `${all}, all in order`
      : `${all} · ${n(due)} ${due === 1 ? 'pedometer needs' : 'pedometers need'} looking after`;
  },
  empty: 'Register a centre first. Then come its gateways, the pedometers and the participants.',
  column: {
    centre: 'Centre',
    people: 'People',
    inStock: 'In stock',
    onLoan: 'On loan',
    returned: 'Waiting',
    lost: 'Lost',
    repair: 'Repair',
    retired: 'Retired',
    batteryDue: 'Battery',
    silent: 'Not heard',
    total: 'All',
  },
  all: 'All centres',
  numberLabel: (centre, standing, count) => `${centre}, ${standing}: ${n(count)}`,
  new: 'Register a new centre',
  id: 'Id of the centre',
  idHint: 'Letters and figures. It cannot be changed later.',
  name: 'Name of the centre',
  saved: (name) => `${name} is registered`,
  renamed: (name) => `The name is now ${name}`,
  rename: 'Rename',
  renameTitle: (name) => `Rename ${name}`,
  gateways: 'See the gateways',
  changes: 'See what was changed',
};

export const gatewaysJa = {
  title: (gateways: number, troubled: number) => {
    if (gateways === 0) return '読み取り機は まだありません';
    return troubled === 0
      ? `${n(gateways)}台の読み取り機が 動いています`
      : `${n(gateways)}台のうち ${n(troubled)}台の読み取り機に 手当てが要ります`;
  },
  empty: '読み取り機を登録すると、ここで様子が見られます。',
  column: { id: '読み取り機', state: '様子', visit: '最後の来所', outbox: '送り待ち', clock: '時計' },
  state: { online: 'つながっています', offline: 'つながりません', unknown: 'まだ分かりません' },
  since: (moment: string) => `${moment}から`,
  waiting: (count: number) => (count === 0 ? 'ありません' : `${n(count)}件`),
  oldest: (moment: string) => `いちばん古いもの ${moment}`,
  full: 'いっぱいです',
  parked: (count: number) => `送れなかったもの ${n(count)}件`,
  clock: { right: '合っています', wrong: '合っていません' },
  new: '新しい読み取り機を登録する',
  id: '読み取り機の記号',
  idHint: '英字と数字と - で。どの拠点のものか分かる記号にします。',
  renew: '合言葉を作りなおす',
  renewTitle: (id: string) => `${id} の合言葉を作りなおします`,
  renewNote: '前の合言葉は すぐ使えなくなります。新しいものを入れるまで、記録は読み取り機の中で待ちます。',
  renewConfirm: '作りなおすと記録する',
  secretTitle: (id: string) => `${id} の合言葉です。いま1回だけ出ます`,
  secretGone: 'この合言葉は もう出せません。作りなおしてください。',
  copy: '写しとる',
  copied: '写しとりました',
  next: [
    'この合言葉を 読み取り機の設定に入れます。',
    '読み取り機を起動しなおします。',
    'この画面で「つながっています」になれば おわりです。',
  ],
  done: 'しまう',
};

export const gatewaysEn: typeof gatewaysJa = {
  title: (gateways, troubled) => {
    if (gateways === 0) return 'There are no gateways yet';
    if (troubled === 0) return `${n(gateways)} ${gateways === 1 ? 'gateway is' : 'gateways are'} working`;
    return `${n(troubled)} of ${n(gateways)} ${gateways === 1 ? 'gateway needs' : 'gateways need'} looking after`;
  },
  empty: 'Once a gateway is registered, this page says how it is.',
  column: { id: 'Gateway', state: 'State', visit: 'Last visit', outbox: 'Outbox', clock: 'Clock' },
  state: { online: 'connected', offline: 'not connected', unknown: 'not known yet' },
  since: (moment) => `since ${moment}`,
  waiting: (count) => (count === 0 ? 'nothing waits' : `${n(count)} waiting`),
  oldest: (moment) => `the oldest from ${moment}`,
  full: 'full',
  parked: (count) => `${n(count)} could not be sent`,
  clock: { right: 'right', wrong: 'in doubt' },
  new: 'Register a new gateway',
  id: 'Id of the gateway',
  idHint: 'Letters, figures and -. Choose one that tells its centre.',
  renew: 'New secret',
  renewTitle: (id) => `Make a new secret for ${id}`,
  renewNote: 'The old one ends at once. Until the new one is entered, visits wait in the gateway.',
  renewConfirm: 'Record the new secret',
  secretTitle: (id) => `The secret of ${id}, shown this once`,
  secretGone: 'This secret cannot be shown any more. Please make a new one.',
  copy: 'Copy',
  copied: 'Copied',
  next: [
    'Put this secret into the gateway’s configuration.',
    'Start the gateway again.',
    'It is done when this page says “connected”.',
  ],
  done: 'Put away',
};

export const changesJa = {
  title: (total: number) => (total === 0 ? '窓口の変更は まだありません' : `窓口の変更は ${n(total)}件です`),
  empty: '窓口で登録を変えると、だれが・いつ・何をしたかが ここに残ります。',
};

export const changesEn: typeof changesJa = {
  title: (total) =>
    total === 0 ? 'The desk has changed nothing yet' : `${n(total)} ${total === 1 ? 'change' : 'changes'} by the desk`,
  empty: 'Whatever the desk changes stays here: who, when and what.',
};
