/** Register words: fields, changes, refusals and notes of the register, for a clerk to read. Pure. */
import type { Said } from '../../contract/desk-terms.ts';
import type { FieldChange, RegisterNote, RegisterRefusal } from '../../contract/register-terms.ts';
import { ageMin } from '../registry/registry-import.ts';
import type { LoggedKind, LoggedOf } from './logged-change.ts';

const fieldNames: Readonly<Record<string, Said>> = {
  name: { ja: '名前', en: 'name' },
  'birth-year': { ja: '生まれた年', en: 'year of birth' },
  'birth-date': { ja: '生年月日', en: 'date of birth' },
  centre: { ja: '拠点', en: 'centre' },
  nickname: { ja: 'よび名', en: 'nickname' },
  label: { ja: '番号', en: 'number on the sticker' },
  model: { ja: '機種', en: 'model' },
  'capacity-buckets': { ja: '覚えられる区間の数', en: 'buckets it can keep' },
  'bucket-seconds': { ja: '区間の長さ(秒)', en: 'seconds of a bucket' },
  key: { ja: '鍵', en: 'key' },
  status: { ja: '状態', en: 'status' },
  from: { ja: '貸した時', en: 'lent' },
  to: { ja: '返した時', en: 'given back' },
  at: { ja: '時刻', en: 'time' },
  device: { ja: '歩数計', en: 'pedometer' },
  participant: { ja: '参加者', en: 'participant' },
  secret: { ja: '合言葉', en: 'secret' },
  added: { ja: '追加した行', en: 'rows added' },
  changed: { ja: '変えた行', en: 'rows changed' },
};

export const fieldNameOf = (field: string): Said => fieldNames[field] ?? { ja: field, en: field };

const ofNames: Readonly<Record<LoggedOf, Said>> = {
  centre: { ja: '拠点', en: 'centre' },
  participant: { ja: '参加者', en: 'participant' },
  device: { ja: '歩数計', en: 'pedometer' },
  gateway: { ja: 'ゲートウェイ', en: 'gateway' },
  table: { ja: '表', en: 'table' },
};

export const tableNames: Readonly<Record<string, Said>> = {
  centres: { ja: '拠点の表', en: 'table of centres' },
  participants: { ja: '参加者の表', en: 'table of participants' },
  pedometers: { ja: '歩数計の表', en: 'table of pedometers' },
  loans: { ja: '貸出の表', en: 'table of loans' },
};

/** What was done, without what stands in its fields: names are told only where a person is looked at. */
export const changeSentence = (
  kind: LoggedKind,
  of: LoggedOf,
  subject: string,
  changes: readonly FieldChange[],
): Said => {
  const what = of === 'table' ? (tableNames[subject] ?? ofNames.table) : ofNames[of];
  const id = of === 'table' ? '' : subject;
  const whatJa = `${what.ja}${id}`;
  const whatEn = `${what.en}${id === '' ? '' : ` ${id}`}`;
  const names = {
    ja: changes.map(({ name }) => name.ja).join('、'),
    en: changes.map(({ name }) => name.en).join(', '),
  };
  switch (kind) {
    case 'added':
      return { ja: `${whatJa}を登録しました。`, en: `Registered ${whatEn}.` };
    case 'edited':
      return { ja: `${whatJa}の${names.ja}を変えました。`, en: `Changed of ${whatEn}: ${names.en}.` };
    case 'imported':
      return { ja: `${whatJa}を、表から取りこみました。`, en: `Took in ${whatEn} from a file.` };
    case 'corrected':
      return { ja: `貸出を直しました(${names.ja})。`, en: `Corrected a loan: ${names.en}.` };
    case 'undone':
      return { ja: '受け渡しを取り消しました。', en: 'Took back a hand-over.' };
    case 'discarded':
      return { ja: '保留の受け渡しを、数えないことにしました。', en: 'A held hand-over is left out for ever.' };
    case 'settled':
      return { ja: '保留の受け渡しの時刻を決めました。', en: 'Said when a held hand-over happened.' };
    case 'secret':
      return { ja: `${whatJa}の合言葉を新しくしました。`, en: `Renewed the secret of ${whatEn}.` };
  }
};

type RefusalCode = RegisterRefusal['code'];
interface RefusalWords {
  readonly sentence: Said;
  readonly hint?: Said;
}

const refusals: Readonly<Record<RefusalCode, RefusalWords>> = {
  'id-taken': {
    sentence: { ja: 'その番号は、もう使われています。', en: 'This number is taken already.' },
    hint: {
      ja: 'ほかの番号にするか、登録してあるほうを開いてください。',
      en: 'Take another, or open the one registered.',
    },
  },
  'unknown-centre': { sentence: { ja: 'その拠点は登録されていません。', en: 'There is no such centre.' } },
  'unknown-device': {
    sentence: { ja: 'その歩数計は登録されていません。', en: 'There is no such pedometer.' },
    hint: { ja: '番号をたしかめるか、先に登録してください。', en: 'Check the number, or register it first.' },
  },
  'unknown-participant': {
    sentence: { ja: 'その番号の参加者はいません。', en: 'There is no participant with this number.' },
    hint: { ja: '番号をたしかめるか、先に登録してください。', en: 'Check the number, or register them first.' },
  },
  'birth-in-future': { sentence: { ja: '生まれた日が、まだ来ていません。', en: 'The birth is still to come.' } },
  'birth-year-differs': {
    sentence: { ja: '生まれた年と生年月日が合いません。', en: 'The date of birth is not in the year of birth.' },
  },
  'nickname-tells-name': {
    sentence: {
      ja: 'よび名に、名前が入っています。画面にはよび名が出るので、名前は使えません。',
      en: 'The nickname tells the name. It is shown on the screen, where no name may stand.',
    },
  },
  'bad-nickname': {
    sentence: { ja: 'よび名に、使えない文字があります。', en: 'The nickname has characters that cannot be shown.' },
  },
  'nothing-to-change': {
    sentence: { ja: '登録してある内容と同じです。', en: 'It is the same as what is registered.' },
  },
  'not-lendable': {
    sentence: {
      ja: 'この歩数計は、紛失・修理中・廃棄のどれかです。',
      en: 'This pedometer is lost, in repair or retired.',
    },
    hint: { ja: '手もとにあるなら、先に状態を直してください。', en: 'If it is here, put its status right first.' },
  },
  'not-free': {
    sentence: {
      ja: '前の人の歩数が、まだ全部届いていません。',
      en: 'Not all the last borrower walked with it has arrived.',
    },
    hint: {
      ja: '受付の近くに置いて、読みとりを待ってください。もう届かないとわかっているときは、状態を「在庫」にしてください。',
      en: 'Put it near the gateway and wait for it to be read. If nothing more can come, set its status to in stock.',
    },
  },
  'device-lent': {
    sentence: { ja: 'この歩数計は、ほかの人に貸しています。', en: 'Somebody else has this pedometer.' },
    hint: { ja: 'その貸出をこの時刻で終わりにすることもできます。', en: 'That loan can be ended at this time.' },
  },
  'participant-has-another': {
    sentence: { ja: 'この人は、ほかの歩数計を借りています。', en: 'The participant has another pedometer.' },
    hint: { ja: 'その貸出をこの時刻で終わりにすることもできます。', en: 'That loan can be ended at this time.' },
  },
  'in-future': { sentence: { ja: 'まだ来ていない時刻です。', en: 'That time is still to come.' } },
  'not-on-loan': {
    sentence: { ja: 'その時刻には、だれにも貸していません。', en: 'Nobody had it on loan at that time.' },
  },
  'unknown-loan': {
    sentence: { ja: 'その貸出は、もうありません。', en: 'There is no such loan any more.' },
    hint: { ja: 'ページを読みなおしてください。', en: 'Reload the page.' },
  },
  'ends-before-it-begins': {
    sentence: { ja: '返した時が、貸した時より前です。', en: 'It would end before it begins.' },
  },
  overlaps: {
    sentence: { ja: 'ほかの貸出と時間が重なります。', en: 'It would overlap another loan.' },
    hint: { ja: '先に、重なるほうの貸出を直してください。', en: 'Correct the other loan first.' },
  },
  'unknown-hand-over': {
    sentence: { ja: 'その受け渡しはありません。', en: 'There is no such hand-over.' },
  },
  'already-undone': {
    sentence: { ja: 'もう取り消されています。', en: 'It has been taken back already.' },
  },
  'not-held': {
    sentence: { ja: 'この受け渡しは、保留ではありません。', en: 'This hand-over is not held.' },
  },
};

export const refused = (...codes: readonly [RefusalCode, ...RefusalCode[]]) => ({
  kind: 'refused' as const,
  refusals: codes.map((code): RegisterRefusal => ({ code, ...refusals[code] })),
});

type NoteCode = RegisterNote['code'];
/** `who`: whom or what it is about, as a page may show it. */
const notes: Readonly<Record<NoteCode, (who: string) => Said>> = {
  'label-twice': (who) => ({
    ja: `同じ拠点に、同じ番号の歩数計があります(${who})。`,
    en: `Another pedometer of the centre has this number (${who}).`,
  }),
  'key-changed': () => ({
    ja: '鍵が変わります。古い鍵で書かれた、まだ届いていない記録は確かめられなくなります。',
    en: 'The key is another one: what was signed with the old one and has not arrived can no longer be checked.',
  }),
  'under-age': () => ({ ja: `${ageMin}歳になっていません。`, en: `They are younger than ${ageMin}.` }),
  'person-twice': (who) => ({
    ja: `同じ名前と生まれの人が登録されています(${who})。`,
    en: `Somebody of the same name and birth is registered (${who}).`,
  }),
  'other-centre': () => ({
    ja: '歩数計と参加者の拠点がちがいます。',
    en: 'The pedometer and the participant belong to different centres.',
  }),
  'ends-other-loan': (who) => ({
    ja: `続いていた貸出が、この時刻で終わります(${who})。`,
    en: `A loan that was running ends at this time (${who}).`,
  }),
  'changes-final-days': (who) => ({
    ja: `確定した日の歩数が変わります(${who}日)。ポイントも変わることがあります。`,
    en: `Steps of final days change (${who}). Points may change with them.`,
  }),
  'nickname-dropped': () => ({
    ja: '新しい名前がよび名に入っているので、よび名を消します。',
    en: 'The nickname would tell the new name, and is taken away.',
  }),
  'waits-for-last-hours': () => ({
    ja: '最後の歩数が届くまで、次の人には貸せません。',
    en: 'It cannot be lent on until its last hours have arrived.',
  }),
};

export const note = (code: NoteCode, who = ''): RegisterNote => ({ code, sentence: notes[code](who) });
